/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * The .handover file
 *
 * A ZIP with these entries in this order, all dated 1980-01-01 00:00, mode 0644, without extra
 * fields:
 *
 * - `mimetype`: #DECT_STORE_MIMETYPE, stored, so that the type can be seen at byte 38 of the file
 * - `site.json`: the plan, see data/schema/site.schema.json
 * - `log.json`: what happened, see data/schema/log.schema.json
 * - `photos/NAME` and `plans/NAME`: each photo that a base station names and each plan image that a
 *   floor names, in the order of their names; the plans as the installer gave them, the photos as
 *   dect_photo_new() made them
 *
 * The same snapshot gives the same bytes. `site.json` has the members `format`, `version`,
 * `changed`, `site` and one list for each kind of record in the order of #DectKind; they are made
 * from the tables of fields (dect_kind_fields()). A field that is unset is left out; where a new
 * record would have a value, `null` says that it was cleared. What is set is always written,
 * whatever a new record would have. Members that this version does not know are kept: those of a
 * record in its
 * @extra, those of the top in @extra of the site's record under the name `_document`. Other entries
 *   of the ZIP, images that no floor
 * or base station names and unknown members of log.json are not kept. A record may name an image that is not there.
 *
 * Nothing that comes from a file is trusted; the bounds below hold for reading and writing alike.
 */

/** DECT_STORE_MIMETYPE: media type of the file */
#define DECT_STORE_MIMETYPE "application/vnd.handover.site+zip"

/**
 * DECT_STORE_VERSION:
 * version of site.json and log.json that is written, and the newest that is read
 */
#define DECT_STORE_VERSION 1

#define DECT_STORE_MAX_FILE_BYTES     (512u * 1024 * 1024) /* the file */
#define DECT_STORE_MAX_UNPACKED_BYTES (1024u * 1024 * 1024) /* all entries together */
#define DECT_STORE_MAX_RATIO          200 /* unpacked to packed, over the whole file, 1 MiB free */
#define DECT_STORE_MAX_SITE_BYTES     (64u * 1024 * 1024) /* site.json */
#define DECT_STORE_MAX_LOG_BYTES      (16u * 1024 * 1024) /* log.json */
#define DECT_STORE_MAX_IMAGE_BYTES    (128u * 1024 * 1024) /* one plan image */
#define DECT_STORE_MAX_IMAGES         1000
#define DECT_STORE_MAX_PHOTO_BYTES    (4u * 1024 * 1024) /* one photo; what we make has a tenth of it */
#define DECT_STORE_MAX_PHOTOS         4096 /* as base stations */
#define DECT_STORE_MAX_ENTRIES        5200
#define DECT_STORE_MAX_RECORDS        1000000
#define DECT_STORE_MAX_LOG_ENTRIES    100000
#define DECT_STORE_MAX_ID             0x7fffffff /* largest id of a record in a file */
#define DECT_STORE_MAX_DEPTH          32 /* of JSON */

/**
 * DECT_STORE_ERROR:
 *
 * Why a file cannot be read, or a snapshot not be written; codes are #DectStoreError. What the
 * system says about opening, reading and writing is #GIOError.
 */
#define DECT_STORE_ERROR (dect_store_error_quark ())
GQuark dect_store_error_quark (void);

/**
 * DectStoreError:
 * @DECT_STORE_ERROR_EMPTY: a file without content
 * @DECT_STORE_ERROR_FOREIGN: no file of ours: neither a ZIP with our media type nor JSON with our
 *   format word
 * @DECT_STORE_ERROR_TRUNCATED: a ZIP whose end is missing
 * @DECT_STORE_ERROR_DAMAGED: a ZIP with broken structure or wrong check sums, whose two descriptions of an entry differ, or where an
 *   image is missing and another belongs to nothing
 * @DECT_STORE_ERROR_ENCRYPTED: an entry is encrypted
 * @DECT_STORE_ERROR_ENTRY_NAME: an entry's name leads elsewhere (absolute, `..`, backslash) or is
 *   none we allow
 * @DECT_STORE_ERROR_ENTRY_TYPE: an entry is a folder, a link or a device
 * @DECT_STORE_ERROR_ENTRY_TWICE: two entries have the same name
 * @DECT_STORE_ERROR_ENTRY_MISSING: there is no site.json
 * @DECT_STORE_ERROR_ENTRY_SIZE: an entry is larger than its kind may be
 * @DECT_STORE_ERROR_ENTRIES: more than #DECT_STORE_MAX_ENTRIES
 * @DECT_STORE_ERROR_IMAGES: more than #DECT_STORE_MAX_IMAGES, or photos than #DECT_STORE_MAX_PHOTOS
 * @DECT_STORE_ERROR_FILE_SIZE: the file is larger than #DECT_STORE_MAX_FILE_BYTES
 * @DECT_STORE_ERROR_UNPACKED_SIZE: unpacked it is larger than #DECT_STORE_MAX_UNPACKED_BYTES
 * @DECT_STORE_ERROR_RATIO: it unpacks to more than #DECT_STORE_MAX_RATIO times its size
 * @DECT_STORE_ERROR_JSON: site.json or log.json is no JSON or no UTF-8
 * @DECT_STORE_ERROR_JSON_DEPTH: it is nested deeper than #DECT_STORE_MAX_DEPTH
 * @DECT_STORE_ERROR_JSON_VALUES: it has more values than #DECT_JSON_MAX_VALUES
 * @DECT_STORE_ERROR_NEWER: a newer version wrote it; the sentence names that version
 * @DECT_STORE_ERROR_VALUE: a member is missing, stands twice, is of the wrong type, or is a text
 *   that cannot be
 * @DECT_STORE_ERROR_RANGE: a number or date outside its range
 * @DECT_STORE_ERROR_CHOICE: a word that the field does not know
 * @DECT_STORE_ERROR_REFERENCE: a reference to a record that is not there, or of the wrong kind
 * @DECT_STORE_ERROR_ID: two records have the same id
 * @DECT_STORE_ERROR_RECORDS: more records than #DECT_STORE_MAX_RECORDS, or log entries than
 *   #DECT_STORE_MAX_LOG_ENTRIES
 */
typedef enum
{
  DECT_STORE_ERROR_EMPTY,
  DECT_STORE_ERROR_FOREIGN,
  DECT_STORE_ERROR_TRUNCATED,
  DECT_STORE_ERROR_DAMAGED,
  DECT_STORE_ERROR_ENCRYPTED,
  DECT_STORE_ERROR_ENTRY_NAME,
  DECT_STORE_ERROR_ENTRY_TYPE,
  DECT_STORE_ERROR_ENTRY_TWICE,
  DECT_STORE_ERROR_ENTRY_MISSING,
  DECT_STORE_ERROR_ENTRY_SIZE,
  DECT_STORE_ERROR_ENTRIES,
  DECT_STORE_ERROR_IMAGES,
  DECT_STORE_ERROR_FILE_SIZE,
  DECT_STORE_ERROR_UNPACKED_SIZE,
  DECT_STORE_ERROR_RATIO,
  DECT_STORE_ERROR_JSON,
  DECT_STORE_ERROR_JSON_DEPTH,
  DECT_STORE_ERROR_JSON_VALUES,
  DECT_STORE_ERROR_NEWER,
  DECT_STORE_ERROR_VALUE,
  DECT_STORE_ERROR_RANGE,
  DECT_STORE_ERROR_CHOICE,
  DECT_STORE_ERROR_REFERENCE,
  DECT_STORE_ERROR_ID,
  DECT_STORE_ERROR_RECORDS,
} DectStoreError;

/**
 * dect_store_read_bytes:
 * @bytes: content of a .handover file, or of a site.json alone (then without log and images)
 * @error: return location, #DECT_STORE_ERROR
 *
 * Any thread.
 *
 * Returns: (transfer full): what it holds, generation 0
 */
DectSnapshot *dect_store_read_bytes (GBytes  *bytes,
                                     GError **error);

/**
 * dect_store_write_bytes:
 * @snapshot: a snapshot
 * @error: return location, #DECT_STORE_ERROR: the snapshot is beyond a bound, or holds a value that
 *   could not be read back
 *
 * Any thread.
 *
 * Returns: (transfer full): content of a .handover file
 */
GBytes *dect_store_write_bytes (DectSnapshot *snapshot,
                                GError      **error);

/**
 * dect_store_to_json_bytes:
 * @snapshot: a snapshot
 * @error: return location, #DECT_STORE_ERROR, as dect_store_write_bytes()
 *
 * Returns: (transfer full): its site.json alone, which dect_store_read_bytes() reads
 */
GBytes *dect_store_to_json_bytes (DectSnapshot *snapshot,
                                  GError      **error);

/**
 * dect_store_load:
 * @file: a .handover file or a site.json
 * @cancellable: (nullable): to give up
 * @error: return location, #DECT_STORE_ERROR or #GIOError; the sentence names the file
 *
 * Blocks; any thread.
 *
 * Returns: (transfer full): what it holds
 */
DectSnapshot *dect_store_load (GFile        *file,
                               GCancellable *cancellable,
                               GError      **error);

/** dect_store_load_async: dect_store_load() in a thread */
void dect_store_load_async (GFile              *file,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * dect_store_load_finish:
 * @stamp: (out) (optional) (transfer full): the stamp of what was read, see dect_stamp_for_bytes()
 *
 * Returns: (transfer full): what the file holds; see dect_store_load()
 */
DectSnapshot *dect_store_load_finish (GAsyncResult *result,
                                      char        **stamp,
                                      GError      **error);

/**
 * dect_store_save:
 * @snapshot: a snapshot
 * @file: where to
 * @cancellable: (nullable): to give up, until the file is put in its place
 * @error: return location, #DECT_STORE_ERROR or #GIOError
 *
 * Puts the file in place as a whole or not at all, and keeps the last version beside it, as dect_save_bytes_keeping() does; a file
 * that is damaged or the same to the byte does not become the backup. Blocks; any thread.
 *
 * Returns: whether it is written
 */
gboolean dect_store_save (DectSnapshot *snapshot,
                          GFile        *file,
                          GCancellable *cancellable,
                          GError      **error);

/** dect_store_save_async: dect_store_save() in a thread */
void dect_store_save_async (DectSnapshot       *snapshot,
                            GFile              *file,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/**
 * dect_store_save_finish:
 * @stamp: (out) (optional) (transfer full) (nullable): the stamp of what was to be written, see dect_stamp_for_bytes(); also when
 *   it failed, if it came that far
 *
 * Returns: whether it is written; see dect_store_save()
 */
gboolean dect_store_save_finish (GAsyncResult *result,
                                 char        **stamp,
                                 GError      **error);

G_END_DECLS
