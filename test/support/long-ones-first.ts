import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** From the files that take minutes to those that take moments: no long one begins when everything else is done. */
const PROJECTS = ['whole', 'shop', 'fast', 'page'];

/** Orders a run by project; within one by what vitest knows of the last run, or else by size. */
export class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ project }: TestSpecification): number => PROJECTS.indexOf(project.name);
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}
