import type { ProblemTexts } from './problem-text.ts';

export const problemTextsEn: ProblemTexts = {
  'store/not-connected': {
    happened: 'No shop is connected yet.',
    means: 'Products, prices and stock cannot be read; nothing is sent to the marketplaces.',
    action: 'Connect the shop’s database in Settings, or try the sample shop.',
  },
  'store/unreachable': {
    happened: 'The shop’s database could not be reached[ ({host}:{port})].',
    means: 'What was read last stays readable and editable; new stock and prices cannot be read.',
    action: 'Check address, port and internet connection; remote MySQL access must be open at the hosting.',
  },
  'store/wrong-password': {
    happened: 'The database did not accept this user name or password[ ({user})].',
    means: 'The shop was not connected; nothing was kept or changed.',
    action: 'Compare with the MySQL users in the hosting panel and type them again.',
  },
  'store/host-not-allowed': {
    happened: 'The database server does not allow connections from this computer[ ({host})].',
    means: 'The shop was not connected; nothing changed.',
    action: 'Add this computer’s internet address under “Remote MySQL” in the hosting panel.',
  },
  'store/no-such-database': {
    happened: 'There is no database of this name, or the user cannot see it[: {database}].',
    means: 'The shop was not connected; nothing changed.',
    action: 'Copy the database name from the hosting panel and check that the user may use it.',
  },
  'store/wrong-prefix': {
    happened: 'The database has no OpenCart tables that begin with “{prefix}”.',
    means: 'The shop was not read; nothing changed.',
    action: '[Prefixes found: {found}. ]Leave the prefix empty to have it found.',
  },
  'store/not-opencart': {
    happened: 'No OpenCart tables were found in this database[ ({database})].',
    means: 'It may belong to another program; nothing was read or changed.',
    action: 'Use the database name from the shop’s config.php (DB_DATABASE).',
  },
  'store/several-shops': {
    happened: 'This database holds more than one OpenCart shop[: {prefixes}].',
    means: 'Nothing is connected until it is clear which one is meant.',
    action: 'Choose the table prefix of your shop.',
  },
  'store/too-few-rights': {
    happened: 'The database user lacks rights[: {missing}].',
    means: 'Without them the shop cannot be read or orders cannot be written; nothing changed.',
    action: 'Send the GRANT statements below to the hosting, or run them in the database manager.',
  },
  'store/plaintext-refused': {
    happened: 'The database offers no encrypted connection (TLS)[ ({host})].',
    means: 'Unencrypted, the password and customers’ data can be read on the way; so no connection was made.',
    action: 'Ask the hosting for TLS; if you accept the risk, switch on “allow unencrypted connection”.',
  },
  'store/tls-failed': {
    happened: 'The server’s security certificate could not be verified[ ({host})].',
    means: 'It is not certain that the other side is your shop; no connection was made.',
    action: 'Use the name in the certificate, or add the hosting’s certificate authority (CA).',
  },
  'store/edits-wait': {
    happened: 'This is another shop, and {count} edits wait to be written into the present one.',
    means: 'It was not connected, so that no edit is written into the wrong shop; nothing changed.',
    action: 'Write or discard the pending edits first, then connect again.',
  },
  'store/tunnel-unreachable': {
    happened: 'The SSH server cannot be reached[ ({host}:{port})].',
    means: 'The shop was not connected; nothing changed.',
    action: 'Check the SSH address and port in the hosting panel.',
  },
  'store/tunnel-login-refused': {
    happened: 'The SSH server did not accept the login[ ({user}@{host})].',
    means: 'The shop was not connected; nothing changed.',
    action: 'Check the SSH user name, its password or its key.',
  },
  'store/tunnel-key-changed': {
    happened:
      'The SSH server has another identity than before[: {host}][, expected {expected}][, found {found}].',
    means: 'It may be another server; the connection was ended and no password was sent.',
    action: 'Ask the hosting whether its key was changed; if it was, connect the shop again.',
  },
  'store/tunnel-key-unreadable': {
    happened: 'The SSH key could not be read.',
    means: 'The text of the key is damaged or its passphrase is wrong; the server was not contacted.',
    action: 'Give the whole private key and check its passphrase.',
  },
  'store/tunnel-forward-refused': {
    happened: 'The SSH server opened no way to the database[ ({host}:{port})].',
    means: 'The SSH login worked, but the database cannot be reached from there.',
    action: 'Write the database address as that server sees it, or ask the hosting to allow TCP forwarding.',
  },
  'store/api-unreachable': {
    happened: 'The shop’s API could not be reached[ ({host})].',
    means: 'The order waits in the shop at status 0; its stock is reserved here.',
    action: 'Check the shop’s address. The program tries again by itself.',
  },
  'store/api-refused': {
    happened: 'The shop’s API did not accept the order’s status[ ({host})].',
    means: 'The order waits in the shop at status 0; its stock is reserved here.',
    action:
      'Check the API user, its key and that OpenCart allows this computer’s IP address, or choose writing orders through the database.',
  },
  'store/api-outcome-unknown': {
    happened: 'No answer came from the shop’s API[ ({host})].',
    means:
      'The order’s status may have changed. The order is held for ten minutes so that stock is not taken twice.',
    action: 'Nothing needs to be done: the status is read then, and asked for again if need be.',
  },
  'store/unknown-generation': {
    happened: 'The tables of this OpenCart version were not recognised[: {detail}].',
    means: 'The shop was not opened, so that nothing is written to a wrong column.',
    action: 'Share the details with support; nothing was changed in the shop.',
  },
  'store/connection-lost': {
    happened: 'The connection to the shop’s database was lost half-way.',
    means: 'Unfinished work is recorded and goes on from there after reconnecting, without being done twice.',
    action: 'Nothing to do; if it persists, check the internet connection.',
  },
  'store/busy': {
    happened: 'The shop’s database accepts no new connection now, or a table is locked.',
    means: 'This read or write was not done and will be tried again shortly.',
    action: 'Nothing to do; if frequent, ask the hosting for a higher connection limit.',
  },
  'store/read-only': {
    happened: 'The shop’s database is read-only.',
    means: 'Orders cannot be written to the shop; they wait here and their stock is reserved.',
    action: 'Ask the hosting about a full disk or maintenance.',
  },
  'store/table-damaged': {
    happened: 'A table of the shop’s database is damaged[: {table}].',
    means: 'Until it is repaired it cannot be read or written; orders wait here and their stock is reserved.',
    action: 'Ask the hosting to repair the table (phpMyAdmin: “Repair table”).',
  },
  'store/statuses-in-doubt': {
    happened: 'It cannot be told whether some order statuses hold stock[: {statuses}].',
    means:
      'This OpenCart version may count them wrongly; they are not offered, and a cancellation gives no stock back for them.',
    action:
      'In OpenCart’s settings add these statuses to “Processing Order Status” too, or update OpenCart to 4.1.0.4.',
  },
  'store/refused-value': {
    happened: 'The shop’s database did not accept a value[ ({column})].',
    means: 'That record was not written; others are not affected.',
    action: 'Share the details with support; the record waits here.',
  },
  'store/failed': {
    happened: 'The shop’s database reported an unexpected error.',
    means: 'The step was not done and will be tried again.',
    action: 'If it persists, share the details with support.',
  },
  'channel/not-known': {
    happened: 'There is no channel of this name[: {channel}].',
    means: 'Nothing was done.',
    action: 'Choose the channel from the list.',
  },
  'channel/name-taken': {
    happened: 'A channel called “{name}” exists already.',
    means: 'The new channel was not added.',
    action: 'Choose another name.',
  },
  'channel/account-taken': {
    happened: 'This account ({account}) is connected already, as “{name}”.',
    means:
      'The new channel was not added; connected twice, every order of it would be written to the shop twice.',
    action: 'Use the channel “{name}”, or remove it first.',
  },
  'channel/wrong-key': {
    happened: '{marketplace} did not accept this API key or secret.',
    means: 'Stock, prices and orders of this channel stand still; other channels are not affected.',
    action:
      'Copy seller number and keys together from the seller panel again; keys of the test environment do not work live.',
  },
  'channel/other-seller': {
    happened: 'The key does not belong to the seller number given, or is not open for it[ ({sellerId})].',
    means: 'Nothing was sent to another account; the channel was not kept, or has stopped.',
    action: 'Copy seller number and key together from the panel of the same account.',
  },
  'channel/forbidden': {
    happened: '{marketplace} did not allow this request[ ({endpoint})].',
    means: 'This part may be closed for the account; only this step was not done.',
    action: 'Check the integration rights in the seller panel.',
  },
  'channel/unreachable': {
    happened: '{marketplace} could not be reached.',
    means: 'Waiting changes are recorded and will be sent when the connection is back.',
    action: 'Check the internet connection; it is tried again by itself.',
  },
  'channel/timeout': {
    happened: '{marketplace} did not answer in time.',
    means: 'The read is incomplete; what is shown stands as last confirmed.',
    action: 'Nothing to do; it is tried again.',
  },
  'channel/not-understood': {
    happened: '{marketplace} gave an answer that is not understood (something else instead of data).',
    means: 'Nothing was taken from it; what is shown did not change.',
    action: 'It may be maintenance; if it persists, check the address (base URL) and the details.',
  },
  'channel/rate-limited': {
    happened: '{marketplace} says that the request limit was reached.',
    means: 'The request was not processed; the pace was lowered and it is sent in its turn.',
    action: 'Nothing to do.',
  },
  'channel/server-error': {
    happened: '{marketplace} reported an error of its own[ ({status})].',
    means: 'The request may not have been processed; its outcome is settled by reading back.',
    action: 'Nothing to do; if it persists, ask the marketplace’s support.',
  },
  'channel/request-refused': {
    happened: '{marketplace} found the request invalid[ ({status})].',
    means: 'Nothing changed; the same request is not repeated.',
    action: 'See the details; share them with support if they are unclear.',
  },
  'channel/same-request-repeated': {
    happened: '{marketplace} does not accept the same request twice within a short time.',
    means: 'The values are on their way already; only what changes is planned again.',
    action: 'Nothing to do.',
  },
  'channel/not-found': {
    happened: '{marketplace} did not find the record.',
    means: 'It may have been deleted or expired.',
    action: 'Read the listings again.',
  },
  'channel/outcome-unknown': {
    happened: 'The request was sent, but its answer did not arrive.',
    means: 'Whether it took effect is unknown; it is not repeated blindly but settled by reading back.',
    action: 'Nothing to do.',
  },
  'channel/creation-not-shown': {
    happened: 'The product was sent to {marketplace}, no answer came, and it still does not show there.',
    means: 'Nobody knows whether it arrived; so that it is not listed twice, it was not repeated by itself.',
    action:
      'Look for it in the seller panel; if it is not there, publish it again. The program looks once more before it sends.',
  },
  'channel/answer-not-arrived': {
    happened: 'The answer was sent, but {marketplace} still shows that it waits for one.',
    means: 'It did not arrive, and it was not repeated by itself.',
    action: 'Give the answer again.',
  },
  'channel/answer-open': {
    happened:
      'Nobody knows whether your earlier answer reached {marketplace}; it does not show when read back.',
    means: 'It is not repeated blindly; this answer was not sent.',
    action:
      'Look in the seller’s panel and say whether it arrived (on the command line: returns settle, questions settle).',
  },
  'channel/no-answer-wanted': {
    happened: '{marketplace} waits for no such answer now[ ({status})].',
    means: 'Nothing was sent.',
    action: 'Refresh the list and look at the current state.',
  },
  'channel/breaker-open': {
    happened: '{marketplace} failed several times in a row, so requests are paused briefly.',
    means: 'Waiting changes are recorded and go on when the channel recovers.',
    action: 'Nothing to do.',
  },
  'channel/paused': {
    happened: 'This channel is paused[: {channel}].',
    means: 'Nothing is sent to it and no orders are read.',
    action: 'Switch the channel on again to go on.',
  },
  'channel/not-offered': {
    happened: '{marketplace} does not offer this by its API.',
    means: 'It cannot be done from here.',
    action: 'Use the seller panel.',
  },
  'channel/item-refused': {
    happened: '{marketplace} did not accept the change of this product.',
    means: 'The product goes on being sold there with its old value.',
    action: 'See the marketplace’s reason, correct the product and try again.',
  },
  'channel/batch-lost': {
    happened: '{marketplace} no longer gives the result of the batch that was sent.',
    means: 'The outcome is settled by reading the listings back.',
    action: 'Nothing to do.',
  },
  'channel/retired-endpoint': {
    happened: '{marketplace} has closed this service.',
    means: 'This step cannot be done; nothing changed.',
    action: 'Install the new version of the program.',
  },
  'channel/closed': {
    happened: '{marketplace} has closed down[ (on {since})].',
    means: 'Nothing is sent to it and nothing is read from it; nothing changed.',
    action: 'Remove this channel. Its past orders stay here.',
  },
  'guard/stopped-request': {
    happened: 'The last check stopped a request before it was sent[ ({count} products)].',
    means: 'A price or stock that may be wrong did not go to the marketplace.',
    action: 'Look at the held changes in the Plan.',
  },
  'vault/locked': {
    happened: 'The key vault is locked.',
    means: 'Stored passwords and API keys cannot be used.',
    action: 'Give the passphrase (MESCHAIN_PASSPHRASE) or unlock the system’s key chain.',
  },
  'vault/wrong-passphrase': {
    happened: 'The vault’s passphrase is wrong.',
    means: 'What is stored was not opened; nothing changed.',
    action: 'Type the passphrase again.',
  },
  'vault/key-missing': {
    happened: 'The vault key of this profile was not found[ ({file})].',
    means: 'Stored passwords and keys cannot be opened; the data is kept and was not overwritten.',
    action: 'Put the key file back from a backup, or enter shop and channels in a new profile.',
  },
  'vault/key-changed': {
    happened: 'What is stored was locked with another vault key.',
    means: 'It cannot be opened with this one; nothing changed.',
    action: 'Use the profile’s own key or passphrase.',
  },
  'vault/tampered': {
    happened: 'A stored secret is damaged or was moved.',
    means: 'It was not used.',
    action: 'Enter the credentials of that channel or shop again.',
  },
  'vault/unprotected-file': {
    happened: 'Other users can read the key file[ ({file})].',
    means: 'It is not used in this state.',
    action: 'Make the file readable by you alone (chmod 600).',
  },
  'cache/in-use': {
    happened: 'This profile is in use by another MesChain Sync.',
    means: 'It was not opened, so that two programs do not send at once.',
    action: 'Close the other window or command.',
  },
  'cache/from-the-future': {
    happened: 'The profile was opened with a newer version of the program.',
    means: 'It was left untouched.',
    action: 'Install the newer version.',
  },
  'cache/damaged': {
    happened: 'The local copy was damaged and was put aside[ ({file})].',
    means:
      'Work goes on from the last good backup; nothing is sent before shop and channels were read again.',
    action: 'Read again with “Sync now”; the file put aside was not deleted.',
  },
  'cache/full': {
    happened: 'The disk is full; the local copy cannot be written.',
    means: 'New changes cannot be kept; nothing was left half done.',
    action: 'Free some disk space.',
  },
  'cache/migration-failed': {
    happened: 'The local copy could not be brought to the new version.',
    means: 'It was put back as it was; nothing is lost.',
    action: 'Open it with the earlier version and share the details with support.',
  },
  'order/not-understood': {
    happened: 'An order package was not understood[ ({packageId})].',
    means: 'It is kept as received; other orders are not affected.',
    action: 'Handle the order in the marketplace’s panel and share the details with support.',
  },
  'order/total-differs': {
    happened: 'The lines of the order do not add up to its total[ ({orderNumber})].',
    means: 'It was not written to the shop; its stock is reserved.',
    action: 'Check the order in the marketplace’s panel.',
  },
  'order/store-write-failed': {
    happened: 'The order could not be written to the shop yet[ ({orderNumber})].',
    means: 'Its stock is reserved and the order is not lost; it is tried again.',
    action: 'Check the connection to the shop.',
  },
  'order/not-known': {
    happened: 'There is no such order[ ({orderId})].',
    means: 'Nothing was done.',
    action: 'Refresh the list of orders.',
  },
  'order/wrong-state': {
    happened: 'The order is not in a state for this step[ ({status})].',
    means: 'Nothing was sent to the marketplace.',
    action: 'Look at the order’s current state.',
  },
  'order/not-arrived': {
    happened: '{actionEn} was sent and got no answer; read back, {marketplace} shows the order as before.',
    means: 'The request seems not to have arrived; it was not repeated by itself.',
    action: 'Look at the order, and do the same again if you still want it.',
  },
  'order/outcome-open': {
    happened:
      '{actionEn} was sent and got no answer, and {marketplace} does not show whether it arrived[ ({packageId})].',
    means: 'Its outcome is unknown; it is not repeated blindly.',
    action:
      'Look in the seller’s panel and say at the order whether it arrived (on the command line: order settle).',
  },
  'order/several-packages': {
    happened: 'The order has more than one package that this could mean: {packages}.',
    means: 'Nothing was sent.',
    action: 'Name the package.',
  },
  'question/not-known': {
    happened: 'There is no such question[ ({questionId})].',
    means: 'Nothing was sent.',
    action: 'Refresh the list of questions.',
  },
  'return/not-known': {
    happened: 'There is no such return[ ({returnId})].',
    means: 'Nothing was done.',
    action: 'Refresh the list of returns.',
  },
  'return/not-back-yet': {
    happened: 'This return is neither accepted nor refunded[ ({status})].',
    means: 'Its goods do not count as fit for sale; the stock stays as it is.',
    action: 'Put them back after the return is accepted.',
  },
  'return/put-back-decided': {
    happened: 'Whether this line goes back into stock was decided before[ ({orderNumber})].',
    means: 'The stock was not raised a second time.',
    action: 'Nothing to do.',
  },
  'return/stock-given-back': {
    happened: 'The shop’s stock has the goods of this order back already[ ({orderNumber})].',
    means: 'The stock was not raised a second time.',
    action: 'If the figure is wrong, correct the product’s stock by hand.',
  },
  'plan/changed-since': {
    happened: 'The changes looked at have changed meanwhile[ ({count})].',
    means: 'They were not approved and are shown again with their new values.',
    action: 'Look through the plan again.',
  },
  'plan/nothing-to-approve': {
    happened: 'There is no change to approve.',
    means: 'Nothing was sent.',
    action: 'Nothing to do.',
  },
  'product/not-known': {
    happened: 'This product is not in the shop, or was never read[ ({productId})].',
    means: 'There is nothing to show or edit.',
    action: 'Sync the shop and look at the list again.',
  },
  'product/not-read': {
    happened: 'The product’s details were not read yet and the shop can’t be reached just now.',
    means: 'It can’t be edited without knowing the shop’s values; nothing changed.',
    action: 'Open it again once the shop answers; the details are read with the next sync.',
  },
  'edit/gone': {
    happened: 'What was edited is no longer in the shop (the product or option was removed).',
    means: 'Your edit was not written and is kept here.',
    action: 'Discard the edit, or make the product anew in the shop.',
  },
  'edit/unsure': {
    happened: 'The write was cut off, and the product was saved in the shop since.',
    means:
      'The shop does not tell whether your stock difference was added; it is kept back so that it is not added twice.',
    action: 'Look at the stock in the shop: choose the shop’s if it is right, otherwise yours.',
  },
  'edit/restored': {
    happened:
      'The copy on this computer was damaged; this edit came back from a backup or from what could be saved.',
    means:
      'It may have been written into the shop or discarded since; it is held so that it is not written twice.',
    action: 'Look at the value in the shop: choose the shop’s if it is right, otherwise yours.',
  },
  'edit/refused-by-shop': {
    happened: 'The shop’s database did not take this value.',
    means: 'Your edit was not written and is kept here; the product’s other fields were written.',
    action: 'Look at the details and change the value, or discard the edit.',
  },
  'edit/batch-not-known': {
    happened: 'This group of edits was not found.',
    means: 'There is nothing to take back.',
    action: 'Look at the list of edits again.',
  },
  'edit/batch-undone': {
    happened: 'These edits were taken back already.',
    means: 'Nothing changed.',
    action: 'Nothing to do.',
  },
  'edit/batch-written': {
    happened: 'At least one of these edits was written into the shop, or may have been.',
    means: 'They can’t be taken back as a whole; nothing changed.',
    action:
      'Take that write back in the list of what was written into the shop; discard by themselves the edits that still wait.',
  },
  'edit/touched-later': {
    happened: 'One of these edits was changed again later[ ({field})].',
    means: 'They can’t all be taken back; nothing changed.',
    action: 'Take the later edit back first, or change that field by itself.',
  },
  'edit/run-not-known': {
    happened: 'No such write into the shop was found.',
    means: 'There is nothing to take back.',
    action: 'Look at the list of what was written into the shop again.',
  },
  'edit/run-undone': {
    happened: 'This write was asked back already.',
    means: 'The same values were not asked back a second time.',
    action: 'Look at the pending edits.',
  },
  'edit/file-not-understood': {
    happened: 'The file of edits was not understood[ (line {line})].',
    means: 'No edit was taken from it.',
    action: 'Mend the place named in the details and give the file again.',
  },
  'listing/not-known': {
    happened: 'There is no such listing.',
    means: 'Nothing changed.',
    action: 'Refresh the list.',
  },
  'listing/variant-not-known': {
    happened: 'The chosen product is no longer in the shop.',
    means: 'Nothing was linked.',
    action: 'Choose another product, or read the shop again.',
  },
  'sync/already-running': {
    happened: 'A sync is running already.',
    means: 'A second one was not started.',
    action: 'Wait for it to end, or stop it.',
  },
  'sync/cancelled': {
    happened: 'The sync was stopped.',
    means: 'What was sent is still followed up; the rest waits.',
    action: 'Sync again to go on.',
  },
  'job/not-known': {
    happened: 'There is no such job.',
    means: 'Nothing was done.',
    action: 'Refresh the list.',
  },
  'input/invalid': {
    happened: 'What was entered is not valid[: {field}].',
    means: 'Nothing was kept.',
    action: 'Correct the field and try again.',
  },
  'engine/restarted': {
    happened: 'The background engine was started again.',
    means: 'Running work goes on from where it is recorded.',
    action: 'Nothing to do.',
  },
  'engine/bug': {
    happened: 'The program met an unexpected error[ ({command})].',
    means: 'This step was not done; the data is safe.',
    action: 'Try again; if it persists, share the log with support.',
  },
};
