/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-store.h"

#include "model/dect-record.h"
#include "store/dect-load.h"
#include "store/dect-save.h"
#include "store/dect-stamp.h"
#include "store/dect-store-private.h"
#include "store/dect-zip-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (dect-store-error-quark, dect_store_error)

static gboolean
fail_file_size (GError **error)
{
  g_autofree char *limit = g_format_size_full (DECT_STORE_MAX_FILE_BYTES, G_FORMAT_SIZE_IEC_UNITS);

  g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_FILE_SIZE,
               _("The file is larger than %s, which is more than this program reads."), limit);
  return FALSE;
}

static void
add_images (DectSnapshotBuilder *builder, GHashTable *entries)
{
  GHashTableIter iter;
  gpointer name, content;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &name, &content))
    if (g_str_has_prefix (name, DECT_STORE_ENTRY_PLANS)
        || g_str_has_prefix (name, DECT_STORE_ENTRY_PHOTOS))
      dect_snapshot_builder_add_blob (builder, name, content);
}

gboolean
dect_store_parse_entries (GHashTable *entries, DectSnapshotBuilder *builder, GError **error)
{
  GBytes *site, *log;

  site = g_hash_table_lookup (entries, DECT_STORE_ENTRY_SITE);
  log = g_hash_table_lookup (entries, DECT_STORE_ENTRY_LOG);
  if (site == NULL)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRY_MISSING,
                   _("The file is incomplete: there is no %s in it."), DECT_STORE_ENTRY_SITE);
      return FALSE;
    }
  if (!dect_store_parse_site (site, builder, error)
      || (log != NULL && !dect_store_parse_log (log, builder, error)))
    return FALSE;
  add_images (builder, entries);
  return TRUE;
}

static gboolean
read_zip (GBytes *bytes, DectSnapshotBuilder *builder, GError **error)
{
  g_autoptr (GHashTable) entries = dect_store_unzip (bytes, error);

  return entries != NULL && dect_store_parse_entries (entries, builder, error);
}

static gboolean
read_any (GBytes *bytes, DectSnapshotBuilder *builder, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gsize blanks = 0;

  if (length > DECT_STORE_MAX_FILE_BYTES)
    return fail_file_size (error);
  while (blanks < length && strchr (" \t\r\n", data[blanks]) != NULL && data[blanks] != '\0')
    blanks++;
  if (length == 0)
    g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_EMPTY,
                 _("The file is empty; take a copy of it from elsewhere."));
  else if (length >= 4 && memcmp (data, "PK\x03\x04", 4) == 0)
    return read_zip (bytes, builder, error);
  else if (blanks < length && data[blanks] == '{')
    return dect_store_parse_site (bytes, builder, error);
  else
    g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_FOREIGN,
                 _("This is not a Handover site; choose a .handover file."));
  return FALSE;
}

void
dect_store_each_image (DectSnapshot *snapshot, DectStoreImageFunc callback, gpointer user_data)
{
  for (DectKind kind = 0; kind < DECT_N_KINDS; kind++)
    {
      guint n_fields, n_records;
      const DectField *fields = dect_kind_fields (kind, &n_fields);
      const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n_records);

      for (guint i = 0; i < n_fields; i++)
        for (guint j = 0; dect_store_image_folder (kind, &fields[i]) != NULL && j < n_records; j++)
          {
            const char *name = dect_field_get_string (&fields[i], records[j]);

            if (name != NULL)
              callback (records[j], name, user_data);
          }
    }
}

static void
note_used (const DectRecord *record, const char *name, gpointer used)
{
  g_hash_table_add (used, (gpointer) name);
}

GPtrArray *
dect_store_list_images (DectSnapshot *snapshot)
{
  GPtrArray *names = g_ptr_array_new ();
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) all = dect_snapshot_list_blobs (snapshot);

  dect_store_each_image (snapshot, note_used, used);
  for (GList *l = all; l != NULL; l = l->next)
    if (g_hash_table_contains (used, l->data))
      g_ptr_array_add (names, l->data);
  return names;
}

typedef struct
{
  DectSnapshot *snapshot;
  const char *name; /* of the first image that is not there */
} Missing;

static void
note_missing (const DectRecord *record, const char *name, gpointer user_data)
{
  Missing *missing = user_data;

  if (missing->name == NULL && dect_snapshot_get_blob (missing->snapshot, name) == NULL)
    missing->name = name;
}

/* An image may be missing, and there may be one that nothing names; both at once is one whose name
 * is damaged, and which would be gone with the next saving. */
static gboolean
check_images (DectSnapshot *snapshot, GError **error)
{
  Missing missing = { .snapshot = snapshot };
  g_autoptr (GList) all = dect_snapshot_list_blobs (snapshot);
  g_autoptr (GPtrArray) used = dect_store_list_images (snapshot);

  if (g_list_length (all) == used->len)
    return TRUE;
  dect_store_each_image (snapshot, note_missing, &missing);
  return missing.name == NULL || dect_store_fail_damaged (missing.name, error);
}

DectSnapshot *
dect_store_read_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (DectSnapshotBuilder) builder = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  builder = dect_snapshot_builder_new ();
  if (!read_any (bytes, builder, error))
    return NULL;
  snapshot = dect_snapshot_builder_end (g_steal_pointer (&builder));
  return check_images (snapshot, error) ? g_steal_pointer (&snapshot) : NULL;
}

/* PNG, JPEG and PDF are compressed already. */
static gboolean
add_image (DectZipWriter *zip, const char *name, GBytes *content, GError **error)
{
  gsize largest = g_str_has_prefix (name, DECT_STORE_ENTRY_PHOTOS) ? DECT_STORE_MAX_PHOTO_BYTES
                                                                   : DECT_STORE_MAX_IMAGE_BYTES;

  if (g_bytes_get_size (content) > largest)
    {
      g_autofree char *limit = g_format_size_full (largest, G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_ENTRY_SIZE,
                   _("The image “%s” is larger than %s; use a smaller one."), name, limit);
      return FALSE;
    }
  dect_zip_writer_add (zip, name, content, g_str_has_suffix (name, ".svg"));
  return TRUE;
}

static gboolean
add_used_images (DectZipWriter *zip, DectSnapshot *snapshot, GError **error)
{
  g_autoptr (GPtrArray) names = dect_store_list_images (snapshot);
  guint64 total = 0;
  guint n_photos = 0;

  for (guint i = 0; i < names->len; i++)
    n_photos += g_str_has_prefix (names->pdata[i], DECT_STORE_ENTRY_PHOTOS);
  if (names->len - n_photos > DECT_STORE_MAX_IMAGES || n_photos > DECT_STORE_MAX_PHOTOS)
    {
      g_set_error (error, DECT_STORE_ERROR, DECT_STORE_ERROR_IMAGES,
                   _("The site has more than %d plan images or %d photos."), DECT_STORE_MAX_IMAGES,
                   DECT_STORE_MAX_PHOTOS);
      return FALSE;
    }
  for (guint i = 0; i < names->len; i++)
    {
      GBytes *content = dect_snapshot_get_blob (snapshot, names->pdata[i]);

      total += g_bytes_get_size (content);
      if (total > DECT_STORE_MAX_FILE_BYTES)
        return fail_file_size (error);
      if (!add_image (zip, names->pdata[i], content, error))
        return FALSE;
    }
  return TRUE;
}

GBytes *
dect_store_pack (DectSnapshot *snapshot, GBytes *draft, GError **error)
{
  g_autoptr (DectZipWriter) zip = NULL;
  g_autoptr (GBytes) mimetype = NULL;
  g_autoptr (GBytes) site = NULL;
  g_autoptr (GBytes) log = NULL;
  g_autoptr (GBytes) bytes = NULL;

  site = dect_store_print_site (snapshot, error);
  log = site != NULL ? dect_store_print_log (snapshot, error) : NULL;
  if (log == NULL)
    return NULL;
  zip = dect_zip_writer_new ();
  mimetype = g_bytes_new_static (DECT_STORE_MIMETYPE, strlen (DECT_STORE_MIMETYPE));
  dect_zip_writer_add (zip, DECT_STORE_ENTRY_MIMETYPE, mimetype, FALSE);
  dect_zip_writer_add (zip, DECT_STORE_ENTRY_SITE, site, TRUE);
  dect_zip_writer_add (zip, DECT_STORE_ENTRY_LOG, log, TRUE);
  if (draft != NULL)
    dect_zip_writer_add (zip, DECT_STORE_ENTRY_DRAFT, draft, FALSE);
  else if (!add_used_images (zip, snapshot, error))
    return NULL;
  bytes = dect_zip_writer_end (g_steal_pointer (&zip));
  if (g_bytes_get_size (bytes) > DECT_STORE_MAX_FILE_BYTES)
    {
      fail_file_size (error);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

GBytes *
dect_store_write_bytes (DectSnapshot *snapshot, GError **error)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  return dect_store_pack (snapshot, NULL, error);
}

GBytes *
dect_store_to_json_bytes (DectSnapshot *snapshot, GError **error)
{
  g_return_val_if_fail (snapshot != NULL, NULL);

  return dect_store_print_site (snapshot, error);
}

/* --- Files ----------------------------------------------------------------------------------- */

static GBytes *
read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *bytes = dect_load_file_bytes (file, DECT_STORE_MAX_FILE_BYTES, cancellable, &failure);

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    fail_file_size (error);
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return bytes;
}

/* @stamp: (out) (optional) */
static DectSnapshot *
load (GFile *file, char **stamp, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (file, cancellable, error);
  DectSnapshot *snapshot = bytes != NULL ? dect_store_read_bytes (bytes, error) : NULL;

  if (snapshot == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_prefix_error (error, "%s: ", name);
    }
  else if (stamp != NULL)
    *stamp = dect_stamp_for_bytes (bytes);
  return snapshot;
}

DectSnapshot *
dect_store_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return load (file, NULL, cancellable, error);
}

/* Whether it is a file of ours to its end, and another one than the new: a backup that is worth its
 * place. Reads no more than the tail, and by hand: a map would end the program when a stick is
 * pulled out. */
static gboolean
is_good (GFile *file, const char *stamp)
{
  g_autofree char *old = dect_stamp_for_file (file, NULL);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree char *tail = g_malloc (DECT_STORE_TAIL_BYTES);
  gint64 size = old != NULL ? g_ascii_strtoll (old, NULL, 10) : 0;
  gsize length = 0;

  if (old == NULL || g_str_equal (old, stamp))
    return FALSE;
  stream = dect_load_open (file, NULL, NULL);
  return stream != NULL
         && g_seekable_seek (G_SEEKABLE (stream), MAX (size - DECT_STORE_TAIL_BYTES, 0), G_SEEK_SET,
                             NULL, NULL)
         && g_input_stream_read_all (G_INPUT_STREAM (stream), tail, DECT_STORE_TAIL_BYTES, &length,
                                     NULL, NULL)
         && dect_store_has_end (tail, length);
}

/* @stamp: (out): of what is to be written, once that is known */
static gboolean
save (DectSnapshot *snapshot, GFile *file, char **stamp, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = dect_store_write_bytes (snapshot, error);
  g_autofree char *path = g_file_get_path (file);

  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *stamp = dect_stamp_for_bytes (bytes);
  if (path == NULL)
    return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                    NULL, TRUE, G_FILE_CREATE_NONE, NULL, cancellable, error);
  if (is_good (file, *stamp))
    return dect_save_bytes_keeping (path, bytes, error);
  return dect_save_bytes (path, bytes, DECT_SAVE_SHARED, error);
}

gboolean
dect_store_save (DectSnapshot *snapshot, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *stamp = NULL;

  g_return_val_if_fail (snapshot != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  return save (snapshot, file, &stamp, cancellable, error);
}

/* --- In a thread ----------------------------------------------------------------------------- */

typedef struct
{
  DectSnapshot *snapshot; /* what is to be saved */
  char *stamp;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->snapshot, dect_snapshot_unref);
  g_free (job->stamp);
  g_free (job);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  DectSnapshot *snapshot = load (source, &job->stamp, cancellable, &error);

  if (snapshot != NULL)
    g_task_return_pointer (task, snapshot, (GDestroyNotify) dect_snapshot_unref);
  else
    g_task_return_error (task, error);
}

static void
take_stamp (GAsyncResult *result, char **stamp)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (stamp != NULL)
    *stamp = g_steal_pointer (&job->stamp);
}

void
dect_store_load_async (GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_store_load_async);
  g_task_set_task_data (task, g_new0 (Job, 1), job_free);
  g_task_run_in_thread (task, load_thread);
}

DectSnapshot *
dect_store_load_finish (GAsyncResult *result, char **stamp, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_store_load_async), NULL);

  take_stamp (result, stamp);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
save_thread (GTask *task, gpointer file, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (save (job->snapshot, file, &job->stamp, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dect_store_save_async (DectSnapshot *snapshot,
                       GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (snapshot != NULL);
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_store_save_async);
  job = g_new0 (Job, 1);
  job->snapshot = dect_snapshot_ref (snapshot);
  g_task_set_task_data (task, job, job_free);
  /* Once the file is in place, "cancelled" would be a lie. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, save_thread);
}

gboolean
dect_store_save_finish (GAsyncResult *result, char **stamp, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dect_store_save_async), FALSE);

  take_stamp (result, stamp);
  return g_task_propagate_boolean (G_TASK (result), error);
}
