/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-recovery.h"

#include "store/dect-load.h"
#include "store/dect-lock.h"
#include "store/dect-save.h"
#include "store/dect-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define GROUP "draft"
#define FOLDER_MODE 0700

struct _DectRecovery
{
  char *folder;
  char *path;
  DectLock *lock; /* while something is on the disk */
  gint is_there;  /* atomic */
  char *title;
  GFile *file;
  char *base;
  gint64 written;
};

/* Below the draft's folder: they hold nothing but files. */
static const char *const parts[] = { "", "plans", "photos" };

static char *
drafts_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "handover", "drafts", NULL);
}

static DectRecovery *
recovery_for_folder (char *folder)
{
  DectRecovery *self = g_new0 (DectRecovery, 1);

  self->folder = folder;
  self->path = g_build_filename (folder, "draft", NULL);
  return self;
}

DectRecovery *
dect_recovery_new (void)
{
  g_autofree char *drafts = drafts_folder ();
  g_autofree char *name = g_uuid_string_random ();

  return recovery_for_folder (g_build_filename (drafts, name, NULL));
}

void
dect_recovery_free (DectRecovery *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lock, dect_lock_free);
  g_clear_object (&self->file);
  g_free (self->title);
  g_free (self->base);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* --- Writing ----------------------------------------------------------------------------------- */

/* Their names are made from their content: what is there is right. */
static gboolean
write_images (DectRecovery *self, DectSnapshot *snapshot, GError **error)
{
  g_autoptr (GPtrArray) names = dect_store_list_images (snapshot);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names->pdata[i], NULL);
      g_autofree char *folder = g_path_get_dirname (path);

      if (!g_file_test (path, G_FILE_TEST_EXISTS)
          && !(dect_save_make_folder (folder, FOLDER_MODE, error)
               && dect_save_bytes (path, dect_snapshot_get_blob (snapshot, names->pdata[i]),
                                   DECT_SAVE_PRIVATE, error)))
        return FALSE;
    }
  return TRUE;
}

static GBytes *
print_head (DectSnapshot *snapshot, GFile *file, const char *base)
{
  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);
  g_autoptr (GKeyFile) head = g_key_file_new ();
  char *text;
  gsize length;

  g_key_file_set_integer (head, GROUP, "version", DECT_RECOVERY_VERSION);
  g_key_file_set_int64 (head, GROUP, "written", g_get_real_time () / G_USEC_PER_SEC);
  if (info->name != NULL)
    g_key_file_set_string (head, GROUP, "title", info->name);
  if (file != NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);

      g_key_file_set_string (head, GROUP, "file", uri);
    }
  if (base != NULL)
    g_key_file_set_string (head, GROUP, "base", base);
  text = g_key_file_to_data (head, &length, NULL);
  return g_bytes_new_take (text, length);
}

static gboolean
put_down (DectRecovery *self, DectSnapshot *snapshot, GBytes *bytes, GError **error)
{
  if (!dect_save_make_folder (self->folder, FOLDER_MODE, error))
    return FALSE;
  /* A state folder that knows no locks is no reason to lose anything. */
  if (self->lock == NULL)
    self->lock = dect_lock_take (self->path, TRUE, NULL);
  return write_images (self, snapshot, error)
         && dect_save_bytes (self->path, bytes, DECT_SAVE_PRIVATE, error);
}

gboolean
dect_recovery_write (
    DectRecovery *self, DectSnapshot *snapshot, GFile *file, const char *base, GError **error)
{
  g_autoptr (GBytes) head = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (snapshot != NULL, FALSE);
  g_return_val_if_fail (file == NULL || G_IS_FILE (file), FALSE);

  head = print_head (snapshot, file, base);
  bytes = dect_store_pack (snapshot, head, error);
  if (bytes == NULL)
    return FALSE;
  /* Whoever lists drafts in the moment before the lock is there clears the empty folder away. */
  if (!put_down (self, snapshot, bytes, &failure)
      && g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_clear_error (&failure);
      put_down (self, snapshot, bytes, &failure);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_atomic_int_set (&self->is_there, TRUE);
  return TRUE;
}

/* What is not ours is left where it lies, and its folder with it. */
static gboolean
is_own_name (const char *part, const char *name)
{
  g_autofree char *entry = g_build_filename (part, name, NULL);

  return dect_store_is_image_name (entry, DECT_STORE_ENTRY_PLANS)
         || dect_store_is_image_name (entry, DECT_STORE_ENTRY_PHOTOS)
         || dect_save_is_temporary (name);
}

/* The draft itself first: without it the rest is rubbish, which dect_recovery_list() removes. */
void
dect_recovery_remove (DectRecovery *self)
{
  g_return_if_fail (self != NULL);

  g_unlink (self->path);
  for (guint i = G_N_ELEMENTS (parts); i-- > 0;)
    {
      g_autofree char *folder = g_build_filename (self->folder, parts[i], NULL);
      g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
      const char *name;

      if (*parts[i] == '\0')
        g_clear_pointer (&self->lock, dect_lock_free);
      while (files != NULL && (name = g_dir_read_name (files)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          if (is_own_name (parts[i], name))
            g_unlink (path);
        }
      g_rmdir (folder);
    }
  g_atomic_int_set (&self->is_there, FALSE);
}

gboolean
dect_recovery_is_there (DectRecovery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_atomic_int_get (&self->is_there);
}

/* --- Reading ----------------------------------------------------------------------------------- */

static GHashTable *
read_entries (DectRecovery *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GBytes) bytes = dect_load_file_bytes (file, DECT_STORE_MAX_FILE_BYTES, NULL, error);

  return bytes != NULL ? dect_store_unzip (bytes, error) : NULL;
}

/* Returns: whether it is a head that this version knows */
static gboolean
parse_head (DectRecovery *self, GHashTable *entries)
{
  g_autoptr (GKeyFile) head = g_key_file_new ();
  GBytes *bytes = g_hash_table_lookup (entries, DECT_STORE_ENTRY_DRAFT);
  g_autofree char *uri = NULL;

  if (bytes == NULL || !g_key_file_load_from_bytes (head, bytes, G_KEY_FILE_NONE, NULL)
      || g_key_file_get_integer (head, GROUP, "version", NULL) > DECT_RECOVERY_VERSION)
    return FALSE;
  self->title = g_key_file_get_string (head, GROUP, "title", NULL);
  self->base = g_key_file_get_string (head, GROUP, "base", NULL);
  self->written = g_key_file_get_int64 (head, GROUP, "written", NULL);
  uri = g_key_file_get_string (head, GROUP, "file", NULL);
  self->file = uri != NULL ? g_file_new_for_uri (uri) : NULL;
  return TRUE;
}

typedef struct
{
  DectRecovery *draft;
  DectSnapshotBuilder *builder;
} Images;

static void
add_image (const DectRecord *record, const char *name, gpointer user_data)
{
  Images *images = user_data;
  g_autofree char *path = g_build_filename (images->draft->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = dect_load_file_bytes (file, DECT_STORE_MAX_IMAGE_BYTES, NULL, NULL);

  if (bytes != NULL)
    dect_snapshot_builder_add_blob (images->builder, name, bytes);
}

DectSnapshot *
dect_recovery_load (DectRecovery *self, GError **error)
{
  g_autoptr (GHashTable) entries = NULL;
  g_autoptr (DectSnapshotBuilder) names = NULL;
  g_autoptr (DectSnapshotBuilder) builder = NULL;
  g_autoptr (DectSnapshot) bare = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  entries = read_entries (self, error);
  names = dect_snapshot_builder_new ();
  if (entries == NULL || !dect_store_parse_entries (entries, names, error))
    return NULL;
  /* Which images it needs is known once it is read. */
  bare = dect_snapshot_builder_end (g_steal_pointer (&names));
  builder = dect_snapshot_builder_new ();
  if (!dect_store_parse_entries (entries, builder, error))
    return NULL;
  dect_store_each_image (bare, add_image, &(Images){ self, builder });
  return dect_snapshot_builder_end (g_steal_pointer (&builder));
}

/* Returns: whether it is a draft, and locked for us now; nobody else has it */
static gboolean
claim (DectRecovery *self)
{
  g_autoptr (GHashTable) entries = NULL;
  g_autoptr (GError) error = NULL;

  self->lock = dect_lock_take (self->path, TRUE, NULL);
  if (self->lock == NULL)
    return FALSE;
  entries = read_entries (self, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    dect_recovery_remove (self);
  if (entries == NULL || !parse_head (self, entries))
    return FALSE;
  g_atomic_int_set (&self->is_there, TRUE);
  return TRUE;
}

/* Somebody may have put anything there, and a draft is written to and removed. */
static gboolean
is_own_folder (const char *folder, const char *name)
{
  GStatBuf info;

  return g_uuid_string_is_valid (name) && g_lstat (folder, &info) == 0 && S_ISDIR (info.st_mode)
         && info.st_uid == geteuid ();
}

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  const DectRecovery *first = *(DectRecovery *const *) a;
  const DectRecovery *second = *(DectRecovery *const *) b;

  return first->written == second->written ? 0 : first->written < second->written ? 1 : -1;
}

/* By the date of the file, which is known without opening it. Returns: (transfer full)
 * (element-type DectRecovery): all that may be drafts, not looked at, newest first */
static GPtrArray *
list_folders (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_recovery_free);
  g_autofree char *drafts = drafts_folder ();
  g_autoptr (GDir) folders = g_dir_open (drafts, 0, NULL);
  const char *name;

  while (folders != NULL && (name = g_dir_read_name (folders)) != NULL)
    {
      g_autofree char *folder = g_build_filename (drafts, name, NULL);
      DectRecovery *draft;
      GStatBuf info;

      if (!is_own_folder (folder, name))
        continue;
      draft = recovery_for_folder (g_steal_pointer (&folder));
      draft->written = g_stat (draft->path, &info) == 0 ? info.st_mtime : 0;
      g_ptr_array_add (list, draft);
    }
  g_ptr_array_sort (list, newest_first);
  return list;
}

static gboolean
belongs_to (DectRecovery *draft, GFile *file)
{
  return file == NULL || (draft->file != NULL && g_file_equal (draft->file, file));
}

GPtrArray *
dect_recovery_list (GFile *file)
{
  g_autoptr (GPtrArray) folders = NULL;
  GPtrArray *list;

  g_return_val_if_fail (file == NULL || G_IS_FILE (file), NULL);

  folders = list_folders ();
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_recovery_free);
  for (guint i = 0; i < folders->len && list->len < DECT_RECOVERY_MAX_LIST; i++)
    {
      /* What is not listed gives its lock back at once. */
      g_autoptr (DectRecovery) draft = g_steal_pointer (&folders->pdata[i]);

      if (claim (draft) && belongs_to (draft, file))
        g_ptr_array_add (list, g_steal_pointer (&draft));
    }
  g_ptr_array_sort (list, newest_first);
  return list;
}

const char *
dect_recovery_get_title (DectRecovery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

GFile *
dect_recovery_get_file (DectRecovery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->file;
}

const char *
dect_recovery_get_base (DectRecovery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->base;
}

gint64
dect_recovery_get_written (DectRecovery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->written;
}
