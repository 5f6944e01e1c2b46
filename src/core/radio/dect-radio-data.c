/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-radio-data.h"

#include "model/dect-data.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_ENTRIES 1000
#define MAX_DB 1000.0

/* The names in data/radio/, for the translators; test-radio-propagation compares them with the
 * files. */
static const char *const names[] = {
  N_("Glass, untreated"),
  N_("Glass with wire or metal grid"),
  N_("Glass, metal-coated (sun guard)"),
  N_("Wood, untreated"),
  N_("Wood, treated"),
  N_("Plasterboard"),
  N_("Soft partition"),
  N_("Light wall (COST 231)"),
  N_("Heavy wall (COST 231)"),
  N_("Brick 10 to 12 cm"),
  N_("Brick 24 cm"),
  N_("Aerated concrete"),
  N_("Concrete 10 cm"),
  N_("Concrete 15 cm"),
  N_("Concrete 20 cm with large windows"),
  N_("Concrete"),
  N_("Concrete 40 cm"),
  N_("Concrete block with window"),
  N_("Venetian blinds, open"),
  N_("Venetian blinds, closed"),
  N_("Metal-clad wall"),
  N_("Lift or utility shaft"),
  N_("Metal or fire door"),
  N_("Reinforced concrete slab"),
  N_("Reinforced concrete slab with tiles"),
  N_("Timber floor"),
  N_("Gap"),
  N_("Door"),
  N_("Window"),
  N_("Hole in the slab"),
  N_("Stair well"),
  N_("Open (shop, open-plan)"),
  N_("Office"),
  N_("Dense (hospital, hotel)"),
  N_("Hall (production, warehouse)"),
  N_("Outdoors"),
};

typedef struct
{
  GArray *materials;
  GArray *environments;
  GArray *limits;
} RadioData;

/* Index in both tables: DectOpeningKind. */
static const char *const opening_materials[] = { "door", "window", "gap", "hole", "stair" };

static const char *
get_text (JsonObject *object, const char *name, const char *fallback)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return fallback;
  return g_intern_string (json_node_get_string (node));
}

static double
get_number (JsonObject *object, const char *name, double minimum, double maximum)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;
  double value
      = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : (double) NAN;

  return value >= minimum && value <= maximum ? value : (double) NAN;
}

static gboolean
get_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static gboolean
read_material (JsonObject *object, gpointer entry)
{
  DectMaterial *material = entry;

  *material = (DectMaterial){
    .id = get_text (object, "id", NULL),
    .group = get_text (object, "group", "light"),
    .loss_db = get_number (object, "loss_db", 0.0, MAX_DB),
    .wall = get_boolean (object, "wall"),
    .slab = get_boolean (object, "slab"),
    .verified = get_boolean (object, "verified"),
    .source = get_text (object, "source", ""),
  };
  material->name = get_text (object, "name", material->id);
  return material->id != NULL && isfinite (material->loss_db);
}

static gboolean
read_environment (JsonObject *object, gpointer entry)
{
  DectEnvironment *environment = entry;

  *environment = (DectEnvironment){
    .id = get_text (object, "id", NULL),
    .reference_db = get_number (object, "reference_db", 0.0, MAX_DB),
    .exponent_db = get_number (object, "exponent_db", 1.0, MAX_DB),
    .first_floor_db = get_number (object, "first_floor_db", 0.0, MAX_DB),
    .next_floor_db = get_number (object, "next_floor_db", 0.0, MAX_DB),
    .entry_db = get_number (object, "entry_db", 0.0, MAX_DB),
    .sigma_db = get_number (object, "sigma_db", 0.0, MAX_DB),
    .verified = get_boolean (object, "verified"),
    .source = get_text (object, "source", ""),
  };
  environment->name = get_text (object, "name", environment->id);
  return environment->id != NULL && isfinite (environment->exponent_db)
         && isfinite (environment->first_floor_db) && isfinite (environment->next_floor_db)
         && isfinite (environment->entry_db);
}

static gboolean
read_limit (JsonObject *object, gpointer entry)
{
  DectLimit *limit = entry;

  *limit = (DectLimit){
    .id = get_text (object, "id", NULL),
    .value = get_number (object, "value", -1e6, 1e6),
    .unit = get_text (object, "unit", ""),
    .verified = get_boolean (object, "verified"),
    .source = get_text (object, "source", ""),
  };
  return limit->id != NULL && isfinite (limit->value);
}

/* Every entry begins with its id. */
static gpointer
find_entry (GArray *entries, const char *id)
{
  gsize size = g_array_get_element_size (entries);

  for (guint i = 0; id != NULL && i < entries->len; i++)
    {
      gpointer entry = entries->data + i * size;

      if (strcmp (*(const char **) entry, id) == 0)
        return entry;
    }
  return NULL;
}

static void
read_entries (JsonNode *root,
              const char *list_name,
              GArray *entries,
              gboolean (*read) (JsonObject *, gpointer))
{
  JsonNode *list = NULL;
  g_autofree gpointer entry = g_malloc0 (g_array_get_element_size (entries));

  if (JSON_NODE_HOLDS_OBJECT (root))
    list = json_object_get_member (json_node_get_object (root), list_name);
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return;

  JsonArray *array = json_node_get_array (list);
  guint n = MIN (json_array_get_length (array), MAX_ENTRIES);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node) && read (json_node_get_object (node), entry)
          && find_entry (entries, *(const char **) entry) == NULL)
        g_array_append_vals (entries, entry, 1);
    }
}

/* The built-in entries fill in what a user's own file leaves out: code may count on their ids. */
static GArray *
load (const char *path,
      const char *list_name,
      gsize size,
      gboolean (*read) (JsonObject *, gpointer))
{
  GArray *entries = g_array_new (FALSE, FALSE, (guint) size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = dect_data_load (path, &error);
  g_autoptr (JsonNode) built_in = NULL;

  if (root != NULL)
    read_entries (root, list_name, entries, read);
  else
    g_printerr (_("%s The built-in figures are used.\n"), error->message);

  built_in = dect_data_load_built_in (path, NULL);
  if (built_in != NULL)
    read_entries (built_in, list_name, entries, read);
  return entries;
}

static gpointer
load_all (gpointer data)
{
  RadioData *self = g_new0 (RadioData, 1);

  self->materials
      = load ("radio/materials.json", "materials", sizeof (DectMaterial), read_material);
  self->environments = load ("radio/environments.json", "environments", sizeof (DectEnvironment),
                             read_environment);
  self->limits = load ("radio/limits.json", "limits", sizeof (DectLimit), read_limit);
  return self;
}

static const RadioData *
get_data (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_all, NULL);
}

static gconstpointer
get_list (GArray *entries, guint *n)
{
  if (n != NULL)
    *n = entries->len;
  return entries->data;
}

const DectMaterial *
dect_material_list (guint *n_materials)
{
  return get_list (get_data ()->materials, n_materials);
}

const DectMaterial *
dect_material_find (const char *id)
{
  return find_entry (get_data ()->materials, id);
}

const DectMaterial *
dect_material_for_wall (const char *id)
{
  const DectMaterial *material = dect_material_find (id);

  return material != NULL ? material : dect_material_find (DECT_MATERIAL_DEFAULT_WALL);
}

const DectMaterial *
dect_material_for_opening (DectOpeningKind kind)
{
  guint i = (guint) kind < G_N_ELEMENTS (opening_materials) ? (guint) kind : DECT_OPENING_DOOR;

  return dect_material_find (opening_materials[i]);
}

const char *
dect_material_get_label (const DectMaterial *material)
{
  g_return_val_if_fail (material != NULL, NULL);

  return _(material->name);
}

const DectEnvironment *
dect_environment_list (guint *n_environments)
{
  return get_list (get_data ()->environments, n_environments);
}

const DectEnvironment *
dect_environment_find (const char *id)
{
  return find_entry (get_data ()->environments, id);
}

const DectEnvironment *
dect_environment_for_floor (const char *id)
{
  const DectEnvironment *environment = dect_environment_find (id);

  return environment != NULL ? environment : dect_environment_find (DECT_ENVIRONMENT_DEFAULT);
}

const char *
dect_environment_get_label (const DectEnvironment *environment)
{
  g_return_val_if_fail (environment != NULL, NULL);

  return _(environment->name);
}

const DectLimit *
dect_limit_list (guint *n_limits)
{
  return get_list (get_data ()->limits, n_limits);
}

const DectLimit *
dect_limit_find (const char *id)
{
  return find_entry (get_data ()->limits, id);
}

double
dect_limit_value (const char *id)
{
  const DectLimit *limit = dect_limit_find (id);

  g_return_val_if_fail (limit != NULL, NAN);

  return limit->value;
}

double
dect_limit_of_site (const DectSiteInfo *info, const char *id)
{
  double value = NAN;

  g_return_val_if_fail (info != NULL && id != NULL, NAN);

  if (strcmp (id, "sync") == 0)
    value = info->sync_limit_dbm;
  else if (strcmp (id, "strong") == 0)
    value = info->strong_limit_dbm;
  else if (strcmp (id, "design") == 0)
    value = info->design_limit_dbm;
  else if (strcmp (id, "quality") == 0)
    value = info->quality_limit_percent;

  return isfinite (value) ? value : dect_limit_value (id);
}

double
dect_region_frequency_mhz (DectRegion region)
{
  return dect_limit_value (region == DECT_REGION_US ? "frequency-us" : "frequency-eu");
}

double
dect_rfp_eirp_dbm (const DectRfp *rfp, DectRegion region)
{
  g_return_val_if_fail (rfp != NULL, NAN);

  if (isfinite (rfp->power_mw) && rfp->power_mw > 0.0)
    return 10.0 * log10 (rfp->power_mw);
  return dect_limit_value (region == DECT_REGION_US ? "eirp-us" : "eirp-eu");
}

gboolean
dect_radio_data_is_known_name (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (names[i], name) == 0)
        return TRUE;
    }
  return FALSE;
}
