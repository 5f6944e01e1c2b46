/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-release.h"

#include <glib/gi18n-lib.h>

#include "model/dect-data.h"

#define PATH "omm/releases.json"
#define MAX_RELEASES 100

typedef struct
{
  gint from; /* -1: for a release that is not known */
  DectOmmPage pages[2];
} Release;

typedef struct
{
  const char *path;
  gboolean verified;
} Path;

typedef struct
{
  Path paths[DECT_OMM_N_TASKS];
  GArray *releases;
} Releases;

static const char *const task_ids[] = { "import", "change", "delete" };
static const char *const page_ids[] = { "rfp", "handset" };

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
read_page (JsonObject *object, DectOmmPage *page)
{
  if (object == NULL)
    return FALSE;
  *page = (DectOmmPage){
    .page = dect_data_text (object, "page", NULL),
    .other = dect_data_text (object, "other", NULL),
    .verified = dect_data_boolean (object, "verified"),
    .source = dect_data_text (object, "source", ""),
    .layout = dect_data_text (object, "layout", NULL),
  };
  return page->page != NULL && page->layout != NULL;
}

static gboolean
read_release (JsonNode *node, Release *release)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return FALSE;
  release->from = dect_omm_release_number (dect_data_text (object, "from", NULL));
  if (release->from < 0 && json_object_has_member (object, "from"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (page_ids); i++)
    if (!read_page (get_object (object, page_ids[i]), &release->pages[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_paths (JsonObject *object, Releases *data)
{
  for (guint i = 0; i < G_N_ELEMENTS (task_ids); i++)
    {
      JsonObject *path = get_object (object, task_ids[i]);

      data->paths[i].path = path != NULL ? dect_data_text (path, "path", NULL) : NULL;
      if (data->paths[i].path == NULL)
        return FALSE;
      data->paths[i].verified = dect_data_boolean (path, "verified");
    }
  return TRUE;
}

/* The entry for an unknown release comes first, the others in their order. */
static gboolean
read_file (JsonNode *node, Releases *data)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *list = object != NULL ? json_object_get_member (object, "releases") : NULL;
  JsonArray *array
      = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  if (array == NULL || !read_paths (get_object (object, "paths"), data)
      || json_array_get_length (array) == 0 || json_array_get_length (array) > MAX_RELEASES)
    return FALSE;
  g_array_set_size (data->releases, 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      Release release = { 0 };

      if (!read_release (json_array_get_element (array, i), &release))
        return FALSE;
      if (i == 0 ? release.from >= 0
                 : release.from <= g_array_index (data->releases, Release, i - 1).from)
        return FALSE;
      g_array_append_val (data->releases, release);
    }
  return TRUE;
}

static gpointer
load (gpointer user_data)
{
  Releases *data = g_new0 (Releases, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = dect_data_load (PATH, &error);

  data->releases = g_array_new (FALSE, FALSE, sizeof (Release));
  if (node != NULL && read_file (node, data))
    return data;
  g_printerr (_("The data file %s makes no sense; the built-in one counts.\n"), PATH);
  g_clear_pointer (&node, json_node_unref);
  node = dect_data_load_built_in (PATH, NULL);
  if (node == NULL || !read_file (node, data))
    g_error ("%s", PATH);
  return data;
}

static const Releases *
get_data (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load, NULL);
}

gint
dect_omm_release_number (const char *release)
{
  guint64 major, minor = 0;
  char *end;

  if (release == NULL || !g_ascii_isdigit (*release))
    return -1;
  major = g_ascii_strtoull (release, &end, 10);
  if (*end == '.' && g_ascii_isdigit (end[1]))
    minor = g_ascii_strtoull (end + 1, NULL, 10);
  return major > 0 && major < 100 && minor < 100 ? (gint) (major * 100 + minor) : -1;
}

const DectOmmPage *
dect_omm_release_page (const char *release, DectKind kind)
{
  const GArray *releases = get_data ()->releases;
  gint number = dect_omm_release_number (release);
  guint i = 0;

  g_return_val_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET, NULL);

  while (i + 1 < releases->len && g_array_index (releases, Release, i + 1).from <= number)
    i++;
  return &g_array_index (releases, Release, i).pages[kind == DECT_KIND_RFP ? 0 : 1];
}

char *
dect_omm_release_dup_page (const char *release, DectKind kind)
{
  const DectOmmPage *page = dect_omm_release_page (release, kind);

  g_return_val_if_fail (page != NULL, NULL);

  if (page->other == NULL)
    return g_strdup (page->page);
  /* Translators: both are names of pages in the web interface of the OMM. */
  return g_strdup_printf (_("%s (older releases: %s)"), page->page, page->other);
}

char *
dect_omm_release_dup_path (
    const char *release, DectKind kind, DectOmmTask task, const char *entry, gboolean *verified)
{
  g_autofree char *page = dect_omm_release_dup_page (release, kind);
  const Path *path;
  GString *text;

  g_return_val_if_fail ((guint) task < DECT_OMM_N_TASKS, NULL);

  path = &get_data ()->paths[task];
  text = g_string_new (path->path);
  g_string_replace (text, "{page}", page, 0);
  /* Last, so that nothing inside a name is replaced. */
  g_string_replace (text, "{entry}", entry != NULL ? entry : "…", 1);
  if (verified != NULL)
    *verified = path->verified && dect_omm_release_page (release, kind)->verified;
  return g_string_free (text, FALSE);
}
