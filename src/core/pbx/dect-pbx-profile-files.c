/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-profile-private.h"

#include "model/dect-data.h"
#include "store/dect-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SUFFIX ".profile"
#define SHIPPED "pbx/profiles"

char *
dect_pbx_profile_dup_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "handover", "profiles", NULL);
}

static char *
own_path (const char *id)
{
  g_autofree char *folder = dect_pbx_profile_dup_folder ();
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_path (const char *path_or_id)
{
  return strchr (path_or_id, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (path_or_id, SUFFIX);
}

static DectPbxProfile *
load_file (const char *path, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &why);
  g_autofree char *data = g_malloc (DECT_PBX_PROFILE_MAX_BYTES + 1);
  gsize length = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, DECT_PBX_PROFILE_MAX_BYTES + 1,
                                   &length, NULL, &why))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
                   _("The connection profile cannot be read: %s"), why->message);
      return NULL;
    }

  DectPbxProfile *profile = dect_pbx_profile_parse (data, length, error);
  if (profile == NULL)
    g_prefix_error (error, "%s: ", path);
  return profile;
}

DectPbxProfile *
dect_pbx_profile_load (const char *path_or_id, GError **error)
{
  g_return_val_if_fail (path_or_id != NULL, NULL);

  if (is_path (path_or_id))
    return load_file (path_or_id, error);

  g_autofree char *path = own_path (path_or_id);
  g_autofree char *shipped = g_strconcat (SHIPPED "/", path_or_id, SUFFIX, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (dect_pbx_profile_is_token (path_or_id) && g_file_test (path, G_FILE_TEST_EXISTS))
    return load_file (path, error);
  if (dect_pbx_profile_is_token (path_or_id))
    bytes = dect_data_load_bytes (shipped, NULL);
  if (bytes == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (path_or_id, -1);
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE,
                   _("There is no connection profile “%s”; name one of yours, or a file that ends "
                      "with .profile."),
                   shown);
      return NULL;
    }
  return dect_pbx_profile_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

static int
compare_words (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
dect_pbx_profile_list (void)
{
  g_autofree char *folder = dect_pbx_profile_dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_auto (GStrv) shipped = dect_data_list (SHIPPED);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *name;

  for (guint i = 0; shipped[i] != NULL; i++)
    if (g_str_has_suffix (shipped[i], SUFFIX))
      g_hash_table_add (ids, g_strndup (shipped[i], strlen (shipped[i]) - strlen (SUFFIX)));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      g_hash_table_add (ids, g_strndup (name, strlen (name) - strlen (SUFFIX)));

  g_autofree char **sorted = (char **) g_hash_table_get_keys_as_array (ids, NULL);
  char **list = g_strdupv (sorted);
  qsort (list, g_strv_length (list), sizeof (char *), compare_words);
  return list;
}

static gboolean
save_to (DectPbxProfile *self, const char *path, GError **error)
{
  char *text = dect_pbx_profile_to_text (self);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return dect_save_bytes (path, bytes, DECT_SAVE_PRIVATE, error);
}

gboolean
dect_pbx_profile_save (DectPbxProfile *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  g_autofree char *folder = dect_pbx_profile_dup_folder ();
  g_autofree char *path = own_path (self->id);

  g_mkdir_with_parents (folder, 0700);
  return save_to (self, path, error);
}

char *
dect_pbx_profile_save_as (DectPbxProfile *self, const char *path_or_id, GError **error)
{
  g_return_val_if_fail (self != NULL && path_or_id != NULL, NULL);

  if (!is_path (path_or_id))
    return dect_pbx_profile_save (self, error) ? own_path (self->id) : NULL;
  return save_to (self, path_or_id, error) ? g_strdup (path_or_id) : NULL;
}

const char *
dect_pbx_profile_get_label (DectPbxProfile *self)
{
  /* The titles in data/pbx/profiles/; tests/check-po.py compares them with the files. */
  static const char *const shipped[] = {
    N_("DECT planner contract 1"),
    N_("Example: a PBX with ids of its own"),
    N_("mobydick 7, read only"),
    N_("pascom, read only"),
  };

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    if (g_str_equal (self->title, shipped[i]))
      return _(shipped[i]);
  return self->title;
}

gboolean
dect_pbx_profile_delete (const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL && dect_pbx_profile_is_token (id), FALSE);

  g_autofree char *path = own_path (id);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return g_file_delete (file, NULL, error);
}

gboolean
dect_pbx_profile_is_shipped (const char *id)
{
  g_return_val_if_fail (id != NULL, FALSE);

  g_autofree char *path = own_path (id);
  g_autofree char *shipped = g_strconcat (SHIPPED "/", id, SUFFIX, NULL);
  g_autoptr (GBytes) bytes
      = dect_pbx_profile_is_token (id) ? dect_data_load_bytes (shipped, NULL) : NULL;

  return bytes != NULL && !g_file_test (path, G_FILE_TEST_EXISTS);
}
