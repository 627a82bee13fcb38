import type { Translated } from '../translated.ts';
import type { actions as turkish } from '../tr/actions.ts';

export const actions: Translated<typeof turkish> = {
  menu: 'Do on the marketplace',
  menuAll: 'All that are listed',
  oneChannel: 'To do something on a marketplace, choose listings of a single channel.',
  notLinked: 'None of the chosen ones is matched to a product of the shop; match them first.',
  reading: 'Reading the chosen ones…',
  notOffered: 'This marketplace does not offer it',
  section: 'On the marketplace',
  publish: 'Prepare for publishing',
  names: {
    create: 'Publish',
    content: 'Update the content',
    archive: 'Archive',
    unarchive: 'Bring back from the archive',
    delete: 'Delete',
    unlock: 'Unlock',
  },
  titles: {
    create: 'What would be sent',
    content: 'Look before updating the content',
    archive: 'Look before archiving',
    unarchive: 'Look before bringing back',
    delete: 'Look before deleting',
    unlock: 'Look before unlocking',
  },
  means: {
    create:
      'New listings are created on the marketplace. They go on sale once the marketplace approves them.',
    content:
      'Title, description, pictures and attributes change to those of the shop and the mapping. Stock and price stay.',
    archive: 'The listings go off sale and into the marketplace’s archive. They can be brought back.',
    unarchive: 'The listings leave the archive. Their stock and price are sent with the next sync.',
    delete:
      'The listings are deleted from the marketplace; their ratings, reviews and rank do not come back. The products in the shop are left alone.',
    unlock:
      'Listings that the marketplace locked are unlocked. Where the reason lasts, the marketplace locks them again.',
  },
  certain: 'I know that what is deleted does not come back',
  counts: {
    create_one: '{{number}} listing will be created.',
    create_other: '{{number}} listings will be created.',
    content_one: '{{number}} listing will be updated.',
    content_other: '{{number}} listings will be updated.',
    archive_one: '{{number}} listing will be archived.',
    archive_other: '{{number}} listings will be archived.',
    unarchive_one: '{{number}} listing will be brought back.',
    unarchive_other: '{{number}} listings will be brought back.',
    delete_one: '{{number}} listing will be deleted.',
    delete_other: '{{number}} listings will be deleted.',
    unlock_one: '{{number}} listing will be unlocked.',
    unlock_other: '{{number}} listings will be unlocked.',
  },
  held_one: '{{number}} listing will not be sent; the reason is below.',
  held_other: '{{number}} listings will not be sent; the reasons are below.',
  nothing: 'There is no listing to send; the reasons are below.',
  nothingFits: 'No listing is in a state that this can be done to.',
  ready: 'What will be sent',
  moreReady: 'and {{number}} listings more',
  send: {
    create: 'Send',
    content: 'Send the update',
    archive: 'Archive',
    unarchive: 'Bring back',
    delete: 'Delete',
    unlock: 'Unlock',
  },
};
