/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"
#include "config.h"

#include "model/dect-data.h"

#include "dect-core-resources.h"
#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>

#define RESOURCE_ROOT "/io/github/handover_planner/Handover"
#define MAX_BYTES (4 * 1024 * 1024)
#define MAX_ENTRIES 1000

/* Names of data files come from code, but ids of layouts and profiles in them come from documents.
 */
static gboolean
check_path (const char *path, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; i == 0 || parts[i] != NULL; i++)
    {
      /* The empty path has no parts at all. */
      if (parts[i] == NULL || parts[i][0] == '\0' || parts[i][0] == '.'
          || strchr (parts[i], '\\') != NULL || !g_utf8_validate (parts[i], -1, NULL))
        {
          g_autofree char *shown = g_utf8_make_valid (path, -1);

          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                       _("“%s” cannot be the name of a data file."), shown);
          return FALSE;
        }
    }

  return TRUE;
}

static char *
user_path (const char *path)
{
  return g_build_filename (g_get_user_config_dir (), "handover", path, NULL);
}

/* Returns NULL without an error when the user has no copy of their own. */
static GBytes *
load_user (const char *path, GError **error)
{
  g_autofree char *name = user_path (path);
  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!g_file_test (name, G_FILE_TEST_EXISTS))
    return NULL;

  if (!g_file_test (name, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("%s: this is not a file."),
                   name);
      return NULL;
    }
  mapped = g_mapped_file_new (name, FALSE, &local_error);
  if (mapped == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", local_error->message);
      return NULL;
    }
  if (g_mapped_file_get_length (mapped) > MAX_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                   _("%s: a data file has at most %u bytes."), name, MAX_BYTES);
      return NULL;
    }

  /* A copy, so that somebody who edits the file does not change what was read. */
  return g_bytes_new (g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped));
}

static GBytes *
load_built_in (const char *path, GError **error)
{
  g_autofree char *resource_path = g_strconcat (RESOURCE_ROOT "/", path, NULL);
  GBytes *bytes = g_resource_lookup_data (dect_core_get_resource (), resource_path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no data file “%s”."), path);
  return bytes;
}

static JsonNode *
parse (GBytes *bytes, const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  const char *data;
  gsize size;

  data = g_bytes_get_data (bytes, &size);
  if (size == 0 || !g_utf8_validate (data, (gssize) size, NULL))
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                   _("The data file “%s” is empty or not UTF-8 text."), path);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, data, (gssize) size, error))
    {
      g_prefix_error (error, _("Data file “%s”: "), path);
      return NULL;
    }
  if (json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                   _("The data file “%s” is empty or not UTF-8 text."), path);
      return NULL;
    }

  return json_parser_steal_root (parser);
}

GBytes *
dect_data_load_bytes (const char *path, GError **error)
{
  GBytes *bytes;
  GError *local_error = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_path (path, error))
    return NULL;

  bytes = load_user (path, &local_error);
  if (bytes != NULL)
    return bytes;
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return load_built_in (path, error);
}

JsonNode *
dect_data_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = dect_data_load_bytes (path, error);

  return bytes != NULL ? parse (bytes, path, error) : NULL;
}

JsonNode *
dect_data_load_built_in (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_path (path, error))
    return NULL;

  bytes = load_built_in (path, error);
  return bytes != NULL ? parse (bytes, path, error) : NULL;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_user_names (GHashTable *names, const char *folder)
{
  g_autofree char *path = user_path (folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, name, NULL);

      /* Hidden files and the copies editors leave behind are nobody's data. */
      if (name[0] != '.' && !g_str_has_suffix (name, "~") && g_utf8_validate (name, -1, NULL)
          && g_file_test (full, G_FILE_TEST_IS_REGULAR))
        g_hash_table_add (names, g_strdup (name));
    }
}

char **
dect_data_list (const char *folder)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *resource_path = NULL;
  g_auto (GStrv) children = NULL;
  char **list;
  guint n;

  g_return_val_if_fail (folder != NULL, NULL);

  if (!check_path (folder, NULL))
    return g_new0 (char *, 1);

  resource_path = g_strconcat (RESOURCE_ROOT "/", folder, NULL);
  children = g_resource_enumerate_children (dect_core_get_resource (), resource_path,
                                            G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (guint i = 0; children != NULL && children[i] != NULL; i++)
    {
      if (!g_str_has_suffix (children[i], "/"))
        g_hash_table_add (names, g_strdup (children[i]));
    }
  add_user_names (names, folder);

  list = (char **) g_hash_table_get_keys_as_array (names, &n);
  qsort (list, n, sizeof *list, compare_names);
  g_hash_table_steal_all (names);
  return list;
}

/* --- Members of an entry ------------------------------------------------------------------------ */

void
dect_data_foreach (JsonNode *root, const char *list, DectDataFunc func, gpointer data)
{
  JsonNode *node = NULL;
  guint n = 0;

  g_return_if_fail (list != NULL);
  g_return_if_fail (func != NULL);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    node = json_object_get_member (json_node_get_object (root), list);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    n = MIN (json_array_get_length (json_node_get_array (node)), MAX_ENTRIES);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *entry = json_array_get_element (json_node_get_array (node), i);

      if (JSON_NODE_HOLDS_OBJECT (entry))
        func (json_node_get_object (entry), data);
    }
}

JsonNode *
dect_data_member (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
             ? node
             : NULL;
}

const char *
dect_data_text (JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = dect_data_member (object, name, G_TYPE_STRING);

  return node != NULL ? g_intern_string (json_node_get_string (node)) : fallback;
}

double
dect_data_number (
    JsonObject *object, const char *name, double minimum, double maximum, double fallback)
{
  JsonNode *node = dect_data_member (object, name, G_TYPE_INT64);
  double value;

  if (node == NULL)
    node = dect_data_member (object, name, G_TYPE_DOUBLE);
  value = node != NULL ? json_node_get_double (node) : (double) NAN;
  return value >= minimum && value <= maximum ? value : fallback;
}

gboolean
dect_data_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = dect_data_member (object, name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}
