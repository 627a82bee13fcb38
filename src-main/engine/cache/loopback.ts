export { isThisComputer } from '#common/this-computer.ts';
