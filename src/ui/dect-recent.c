/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-recent.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>

#include "dect-thumbnail.h"
#include "store/dect-save.h"

#define MIME_TYPE "application/vnd.handover.site+zip"
#define GROUP "site"

/* --- What is kept of a site ----------------------------------------------------------------------
 */

/* Path of what is kept of @file, by its ending: "ini", "png". */
static char *
cache_path (GFile *file, const char *ending)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);
  g_autofree char *name = g_strdup_printf ("%.32s.%s", digest, ending);

  return g_build_filename (g_get_user_cache_dir (), "handover", "recent", name, NULL);
}

typedef struct
{
  GFile *file;
  DectSnapshot *snapshot;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->file);
  dect_snapshot_unref (kept->snapshot);
  g_free (kept);
}

static GBytes *
describe (DectSnapshot *snapshot)
{
  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);
  g_autoptr (GKeyFile) words = g_key_file_new ();
  char *text;
  gsize length;

  if (info->name != NULL)
    g_key_file_set_string (words, GROUP, "name", info->name);
  if (info->customer != NULL)
    g_key_file_set_string (words, GROUP, "customer", info->customer);
  g_key_file_set_int64 (words, GROUP, "changed", dect_snapshot_get_changed (snapshot));
  g_key_file_set_integer (words, GROUP, "rfps",
                          (gint) dect_snapshot_count (snapshot, DECT_KIND_RFP));
  text = g_key_file_to_data (words, &length, NULL);
  return g_bytes_new_take (text, length);
}

/* Whatever goes wrong here, the list is poorer by a picture. */
static void
keep_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Kept *kept = task_data;
  g_autofree char *words_path = cache_path (kept->file, "ini");
  g_autofree char *picture_path = cache_path (kept->file, "png");
  g_autofree char *folder = g_path_get_dirname (words_path);
  g_autoptr (GBytes) words = describe (kept->snapshot);
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!dect_save_bytes (words_path, words, DECT_SAVE_PRIVATE, &error))
    g_debug ("%s", error->message);
  picture = dect_thumbnail_new (kept->snapshot);
  if (picture == NULL)
    g_unlink (picture_path);
  else
    dect_save_bytes (picture_path, picture, DECT_SAVE_PRIVATE, NULL);
  g_task_return_boolean (task, TRUE);
}

/* The list is looked at again by whoever watches the manager of recent files. */
static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_signal_emit_by_name (gtk_recent_manager_get_default (), "changed");
}

/* --- Public --------------------------------------------------------------------------------------
 */

void
dect_recent_add (DectDocument *document)
{
  GFile *file;
  g_autofree char *uri = NULL;
  g_autoptr (GTask) task = NULL;
  Kept *kept;
  GtkRecentData data = {
    .mime_type = (char *) MIME_TYPE,
    .app_name = (char *) "Handover",
    .app_exec = (char *) "handover %u",
  };

  g_return_if_fail (DECT_IS_DOCUMENT (document));
  file = dect_document_get_file (document);
  g_return_if_fail (file != NULL);

  uri = g_file_get_uri (file);
  data.display_name = (char *) dect_document_get_title (document);
  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);

  kept = g_new0 (Kept, 1);
  kept->file = g_object_ref (file);
  kept->snapshot = dect_site_snapshot (dect_document_get_site (document));
  task = g_task_new (NULL, NULL, kept_cb, NULL);
  g_task_set_source_tag (task, dect_recent_add);
  g_task_set_task_data (task, kept, kept_free);
  g_task_run_in_thread (task, keep_thread);
}

void
dect_recent_site_free (DectRecentSite *self)
{
  g_clear_object (&self->file);
  g_free (self->name);
  g_free (self->customer);
  g_free (self->thumbnail);
  g_free (self);
}

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  GDateTime *time_a = gtk_recent_info_get_modified ((GtkRecentInfo *) a);
  GDateTime *time_b = gtk_recent_info_get_modified ((GtkRecentInfo *) b);

  return g_date_time_compare (time_b, time_a);
}

static DectRecentSite *
make_site (GtkRecentInfo *info)
{
  DectRecentSite *self = g_new0 (DectRecentSite, 1);
  g_autoptr (GKeyFile) words = g_key_file_new ();
  g_autofree char *words_path = NULL;

  self->file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  self->gone = !gtk_recent_info_exists (info);
  words_path = cache_path (self->file, "ini");
  if (g_key_file_load_from_file (words, words_path, G_KEY_FILE_NONE, NULL))
    {
      self->name = g_key_file_get_string (words, GROUP, "name", NULL);
      self->customer = g_key_file_get_string (words, GROUP, "customer", NULL);
      self->changed = g_key_file_get_int64 (words, GROUP, "changed", NULL);
      self->n_rfps = (guint) MAX (0, g_key_file_get_integer (words, GROUP, "rfps", NULL));
    }
  self->thumbnail = cache_path (self->file, "png");
  if (!g_file_test (self->thumbnail, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&self->thumbnail, g_free);
  return self;
}

GPtrArray *
dect_recent_list (guint n)
{
  GPtrArray *sites = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_recent_site_free);
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());

  items = g_list_sort (items, newest_first);
  for (GList *l = items; l != NULL && sites->len < n; l = l->next)
    if (gtk_recent_info_has_application (l->data, "Handover")
        && g_strcmp0 (gtk_recent_info_get_mime_type (l->data), MIME_TYPE) == 0)
      g_ptr_array_add (sites, make_site (l->data));
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  return sites;
}

void
dect_recent_remove (GFile *file)
{
  g_autofree char *uri = NULL;
  g_autofree char *words_path = NULL;
  g_autofree char *picture_path = NULL;

  g_return_if_fail (G_IS_FILE (file));

  uri = g_file_get_uri (file);
  words_path = cache_path (file, "ini");
  picture_path = cache_path (file, "png");
  g_unlink (words_path);
  g_unlink (picture_path);
  gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
}
