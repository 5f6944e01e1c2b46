/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-radio-data.h"

#include "model/dect-data.h"
#include "model/dect-i18n.h"

#include <math.h>

#define MAX_DB 1000.0
#define MAX_LAYERS 16
#define DATA_FREQUENCY_MHZ 1889.0 /* what materials.json states losses for */

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
  N_("Concrete slab 20 cm (computed)"),
  N_("Concrete slab 18 cm with 6 cm screed (computed)"),
  N_("Stud wall, plasterboard both sides (computed)"),
  N_("Stud wall, double boarded (computed)"),
  N_("Brick 36.5 cm (computed)"),
  N_("Concrete 25 cm (computed)"),
  N_("Double glazing, low-E (computed)"),
  N_("Gap"),
  N_("Door"),
  N_("Window"),
  N_("Hole in the slab"),
  N_("Stair well"),
  N_("Open (shop, open-plan)"),
  N_("Office"),
  N_("Office (P.1238-13)"),
  N_("Residential"),
  N_("Dense (hospital, hotel)"),
  N_("Hall (production, warehouse)"),
  N_("Outdoors"),
  /* Where the limits are from that are shown: "sync", "strong", "quality", those of the legend. */
  N_("Aastra SIP-DECT R1.8 installation manual, p. 15: level between base stations must not fall "
      "below; Gigaset N870 the same"),
  N_("OMM interface (AXI), GetRFPSyncQuality: relations above count as strong"),
  /* xgettext:no-c-format */
  N_("Gigaset N720 planning guide, p. 27: a source of synchronisation with 94 % frame quality is "
      "not accepted, with 100 % it is"),
  N_("assumption: where the colours of the coverage stop changing"),
  N_("Gigaset N870 planning guide: good voice quality"),
  N_("Gigaset N870 planning guide: design limit of both cells at a handover"),
  N_("Gigaset N870 planning guide: end of its table of levels"),
  N_("Snom M700 deployment guide and Nortel/Avaya SIP DECT: edge of a cell"),
  N_("assumption: scatter of a walled-in prediction that nobody measured; ray tracing reached 5.3 "
      "dB or less (WiSE), type defaults of simulators are 10 to 12 dB (SEAMCAT, ETSI TR 101 112)"),
};

typedef struct
{
  GArray *media;
  GArray *materials;
  GArray *environments;
  GArray *antennas;
  GArray *limits;
} RadioData;

/* Reads one entry of a file; FALSE where something needed is missing. */
typedef gboolean (*ReadEntry) (const RadioData *data, JsonObject *object, gpointer entry);

/* Index in both tables: DectOpeningKind. */
static const char *const opening_materials[] = { "door", "window", "gap", "hole", "stair" };

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

static gboolean
read_medium (const RadioData *data, JsonObject *object, gpointer entry)
{
  DectMedium *medium = entry;

  *medium = (DectMedium){
    .id = dect_data_text (object, "id", NULL),
    .a = dect_data_number (object, "a", 1.0, 1000.0, (double) NAN),
    .b = dect_data_number (object, "b", -10.0, 10.0, (double) NAN),
    .c = dect_data_number (object, "c", 0.0, 1e9, (double) NAN),
    .d = dect_data_number (object, "d", -10.0, 10.0, (double) NAN),
    .verified = dect_data_boolean (object, "verified"),
    .source = dect_data_text (object, "source", ""),
  };
  return medium->id != NULL && isfinite (medium->a) && isfinite (medium->b) && isfinite (medium->c)
         && isfinite (medium->d);
}

static gboolean
read_antenna (const RadioData *data, JsonObject *object, gpointer entry)
{
  DectAntenna *antenna = entry;

  *antenna = (DectAntenna){
    .id = dect_data_text (object, "id", NULL),
    .beam_deg = dect_data_number (object, "beam_deg", 1.0, 360.0, (double) NAN),
    .back_db = dect_data_number (object, "back_db", 0.0, MAX_DB, (double) NAN),
    .zenith_db = dect_data_number (object, "zenith_db", 0.0, MAX_DB, (double) NAN),
    .verified = dect_data_boolean (object, "verified"),
    .source = dect_data_text (object, "source", ""),
  };
  return antenna->id != NULL;
}

static gboolean
read_layer (const RadioData *data, JsonObject *object, DectSlabLayer *layer)
{
  *layer = (DectSlabLayer){
    .medium = find_entry (data->media, dect_data_text (object, "medium", NULL)),
    .thickness_mm = dect_data_number (object, "mm", 0.0, 10000.0, (double) NAN),
    .film_ohm = dect_data_number (object, "film_ohm", 0.01, 1e6, (double) NAN),
  };
  return layer->medium != NULL ? isfinite (layer->thickness_mm) : isfinite (layer->film_ohm);
}

/* A build-up that cannot be read in full is none. */
static void
read_layers (const RadioData *data, JsonObject *object, DectMaterial *material)
{
  JsonNode *node = json_object_get_member (object, "layers");
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? MIN (json_array_get_length (array), MAX_LAYERS) : 0;
  DectSlabLayer *layers = g_new0 (DectSlabLayer, MAX (1, n));

  for (guint i = 0; i < n; i++)
    {
      JsonNode *layer = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (layer)
          || !read_layer (data, json_node_get_object (layer), &layers[i]))
        n = 0;
    }
  if (n == 0)
    g_clear_pointer (&layers, g_free);
  material->layers = layers;
  material->n_layers = n;
}

static gboolean
read_material (const RadioData *data, JsonObject *object, gpointer entry)
{
  DectMaterial *material = entry;

  *material = (DectMaterial){
    .id = dect_data_text (object, "id", NULL),
    .group = dect_data_text (object, "group", "light"),
    .loss_db = dect_data_number (object, "loss_db", 0.0, MAX_DB, (double) NAN),
    .wall = dect_data_boolean (object, "wall"),
    .slab = dect_data_boolean (object, "slab"),
    .verified = dect_data_boolean (object, "verified"),
    .source = dect_data_text (object, "source", ""),
  };
  if (material->id == NULL)
    return FALSE;
  material->name = dect_data_text (object, "name", material->id);
  read_layers (data, object, material);
  if (!isfinite (material->loss_db) && material->n_layers > 0)
    material->loss_db
        = dect_slab_loss_db (material->layers, material->n_layers, DATA_FREQUENCY_MHZ, 0.0);
  return isfinite (material->loss_db);
}

static gboolean
read_environment (const RadioData *data, JsonObject *object, gpointer entry)
{
  DectEnvironment *environment = entry;

  *environment = (DectEnvironment){
    .id = dect_data_text (object, "id", NULL),
    .reference_db = dect_data_number (object, "reference_db", 0.0, MAX_DB, (double) NAN),
    .exponent_db = dect_data_number (object, "exponent_db", 1.0, MAX_DB, (double) NAN),
    .first_floor_db = dect_data_number (object, "first_floor_db", 0.0, MAX_DB, (double) NAN),
    .next_floor_db = dect_data_number (object, "next_floor_db", 0.0, MAX_DB, (double) NAN),
    .entry_db = dect_data_number (object, "entry_db", 0.0, MAX_DB, (double) NAN),
    .entry_gain_db_m = dect_data_number (object, "entry_gain_db_m", 0.0, MAX_DB, (double) NAN),
    .sigma_db = dect_data_number (object, "sigma_db", 0.0, MAX_DB, (double) NAN),
    .verified = dect_data_boolean (object, "verified"),
    .source = dect_data_text (object, "source", ""),
  };
  environment->name = dect_data_text (object, "name", environment->id);
  if (!isfinite (environment->entry_gain_db_m))
    environment->entry_gain_db_m = 0.0;
  return environment->id != NULL && isfinite (environment->exponent_db)
         && isfinite (environment->first_floor_db) && isfinite (environment->next_floor_db)
         && isfinite (environment->entry_db);
}

static gboolean
read_limit (const RadioData *data, JsonObject *object, gpointer entry)
{
  DectLimit *limit = entry;

  *limit = (DectLimit){
    .id = dect_data_text (object, "id", NULL),
    .value = dect_data_number (object, "value", -1e6, 1e6, (double) NAN),
    .unit = dect_data_text (object, "unit", ""),
    .verified = dect_data_boolean (object, "verified"),
    .source = dect_data_text (object, "source", ""),
  };
  return limit->id != NULL && isfinite (limit->value);
}

/* A list of a file on its way into a table. */
typedef struct
{
  const RadioData *data;
  GArray *entries;
  ReadEntry read;
  gpointer entry; /* room for one */
} Reading;

/* The first entry of an id counts. */
static void
add_entry (JsonObject *object, gpointer data)
{
  Reading *self = data;

  if (find_entry (self->entries, dect_data_text (object, "id", NULL)) == NULL
      && self->read (self->data, object, self->entry))
    g_array_append_vals (self->entries, self->entry, 1);
}

/* The built-in entries fill in what a user's own file leaves out: code may count on their ids. */
static GArray *
load (const RadioData *data, const char *path, const char *list_name, gsize size, ReadEntry read)
{
  GArray *entries = g_array_new (FALSE, FALSE, (guint) size);
  g_autofree gpointer entry = g_malloc0 (size);
  Reading reading = { data, entries, read, entry };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = dect_data_load (path, &error);
  g_autoptr (JsonNode) built_in = dect_data_load_built_in (path, NULL);

  if (root == NULL)
    g_printerr (_("%s The built-in figures are used.\n"), error->message);
  dect_data_foreach (root, list_name, add_entry, &reading);
  dect_data_foreach (built_in, list_name, add_entry, &reading);
  return entries;
}

static gpointer
load_all (gpointer data)
{
  RadioData *self = g_new0 (RadioData, 1);

  /* Materials name media, so these come first. */
  self->media = load (self, "radio/media.json", "media", sizeof (DectMedium), read_medium);
  self->materials
      = load (self, "radio/materials.json", "materials", sizeof (DectMaterial), read_material);
  self->environments = load (self, "radio/environments.json", "environments",
                             sizeof (DectEnvironment), read_environment);
  self->antennas
      = load (self, "radio/antennas.json", "antennas", sizeof (DectAntenna), read_antenna);
  self->limits = load (self, "radio/limits.json", "limits", sizeof (DectLimit), read_limit);
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

double
dect_material_slab_loss_db (const DectMaterial *material,
                            double thickness_mm,
                            double frequency_mhz,
                            double angle_deg)
{
  DectSlabLayer layers[MAX_LAYERS];

  g_return_val_if_fail (material != NULL, 0.0);

  if (material->n_layers == 0)
    return material->loss_db;
  memcpy (layers, material->layers, material->n_layers * sizeof *layers);
  if (thickness_mm > 0.0)
    layers[0].thickness_mm = thickness_mm;
  return dect_slab_loss_db (layers, material->n_layers, frequency_mhz, angle_deg);
}

const DectMedium *
dect_medium_find (const char *id)
{
  return find_entry (get_data ()->media, id);
}

const DectAntenna *
dect_antenna_find (const char *id)
{
  return find_entry (get_data ()->antennas, id);
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

const char *
dect_limit_get_source (const DectLimit *limit)
{
  g_return_val_if_fail (limit != NULL, NULL);

  return _(limit->source);
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
