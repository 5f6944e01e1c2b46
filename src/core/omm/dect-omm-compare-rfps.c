/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-compare-private.h"

#include "model/dect-catalogue.h"
#include "model/dect-i18n.h"
#include "model/dect-locale.h"
#include "omm/dect-omm-writer.h"

/* A planned base station and the one that was built for it; either may be NULL. */
typedef struct
{
  const DectRfp *planned;
  const DectOmmRfp *built;
} Pair;

/* The settings both sides have. What the plan leaves open is what the OMM has then, where that is
 * known. */
static const struct
{
  const char *field;
  guint offset; /* of the gint in DectOmmRfp */
  gint open;    /* DECT_UNSET: differs from nothing */
} settings[] = {
  { "dect_on", G_STRUCT_OFFSET (DectOmmRfp, dect_on), DECT_UNSET },
  { "cluster", G_STRUCT_OFFSET (DectOmmRfp, cluster), DECT_UNSET },
  { "paging_area", G_STRUCT_OFFSET (DectOmmRfp, paging_area), DECT_UNSET },
  { "omm_site", G_STRUCT_OFFSET (DectOmmRfp, site), 1 },
  { "preferred_sync", G_STRUCT_OFFSET (DectOmmRfp, preferred_sync), DECT_UNSET },
  { "reflective", G_STRUCT_OFFSET (DectOmmRfp, reflective), DECT_UNSET },
};

/* --- Who is who ------------------------------------------------------------------------------------ */

static GHashTable *
index_built (const DectOmmSystem *system)
{
  GHashTable *by_mac = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < system->rfps->len; i++)
    {
      DectOmmRfp *rfp = g_ptr_array_index (system->rfps, i);

      if (!g_hash_table_contains (by_mac, rfp->mac))
        g_hash_table_insert (by_mac, rfp->mac, rfp);
    }
  return by_mac;
}

/* Name to pair, of those still without a partner; NULL where two have the name. */
static GHashTable *
index_single_names (GArray *pairs, gboolean planned)
{
  GHashTable *by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < pairs->len; i++)
    {
      Pair *pair = &g_array_index (pairs, Pair, i);
      const char *name = planned ? (pair->built == NULL ? pair->planned->name : NULL)
                                 : (pair->planned == NULL ? pair->built->name : NULL);

      if (name != NULL && *name != '\0' && (planned || !pair->built->captured))
        g_hash_table_insert (by_name, (gpointer) name,
                             g_hash_table_contains (by_name, name) ? NULL : pair);
    }
  return by_name;
}

/* Another device that hangs under the planned name. */
static void
pair_by_name (GArray *pairs)
{
  g_autoptr (GHashTable) planned = index_single_names (pairs, TRUE);
  g_autoptr (GHashTable) built = index_single_names (pairs, FALSE);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, planned);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Pair *pair = value;
      Pair *other = g_hash_table_lookup (built, name);

      if (pair == NULL || other == NULL)
        continue;
      pair->built = other->built;
      other->built = NULL;
    }
}

static GArray *
find_pairs (DectOmmCompare *self)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_autoptr (GHashTable) by_mac = index_built (self->system);
  guint n = dect_snapshot_count (self->snapshot, DECT_KIND_RFP);

  for (guint i = 0; i < n; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (self->snapshot, i);
      g_autofree char *key = dect_omm_record_key (&rfp->head);
      Pair pair = { rfp, key != NULL ? g_hash_table_lookup (by_mac, key) : NULL };

      if (pair.built != NULL)
        g_hash_table_remove (by_mac, key);
      g_array_append_val (pairs, pair);
    }
  for (guint i = 0; i < self->system->rfps->len; i++)
    {
      const DectOmmRfp *rfp = g_ptr_array_index (self->system->rfps, i);
      Pair pair = { NULL, rfp };

      if (g_hash_table_remove (by_mac, rfp->mac))
        g_array_append_val (pairs, pair);
    }
  pair_by_name (pairs);
  return pairs;
}

/* --- The place on the drawing ---------------------------------------------------------------------- */

typedef struct
{
  guint n;
  guint n_near;
} FloorCount;

static gboolean
drawing_is_told (const DectOmmRfp *built)
{
  return built->x != DECT_OMM_UNSET && built->y != DECT_OMM_UNSET
         && (built->x != 0 || built->y != 0);
}

/* Whether it stands where we would put it; a unit more or less is rounding. */
static gboolean
is_near (DectOmmCompare *self, const Pair *pair)
{
  gint64 x = dect_omm_drawing_units (pair->planned->x_m, self->system->units_per_metre);
  gint64 y = dect_omm_drawing_units (pair->planned->y_m, self->system->units_per_metre);

  return ABS (x - pair->built->x) <= 1 && ABS (y - pair->built->y) <= 1;
}

static gboolean
has_drawing (DectOmmCompare *self, const Pair *pair)
{
  return self->system->units_per_metre != 0 && pair->planned != NULL && pair->built != NULL
         && !pair->built->captured && dect_rfp_is_placed (pair->planned)
         && drawing_is_told (pair->built);
}

static GHashTable *
count_floors (DectOmmCompare *self, GArray *pairs)
{
  GHashTable *floors = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      FloorCount *count;

      if (!has_drawing (self, pair))
        continue;
      count = g_hash_table_lookup (floors, GUINT_TO_POINTER (pair->planned->floor));
      if (count == NULL)
        {
          count = g_new0 (FloorCount, 1);
          g_hash_table_insert (floors, GUINT_TO_POINTER (pair->planned->floor), count);
        }
      count->n++;
      count->n_near += is_near (self, pair);
    }
  return floors;
}

static char *
dup_place (double x_m, double y_m)
{
  g_autofree char *x = dect_locale_dup_number (x_m, 1);
  g_autofree char *y = dect_locale_dup_number (y_m, 1);

  /* Translators: a place on a floor, from its left and from its top */
  return g_strdup_printf (_("%s m, %s m"), x, y);
}

static void
compare_drawing (DectOmmCompare *self, const Pair *pair, GHashTable *floors)
{
  const FloorCount *count;
  g_autofree char *planned = NULL, *built = NULL;

  if (!has_drawing (self, pair) || is_near (self, pair))
    return;
  count = g_hash_table_lookup (floors, GUINT_TO_POINTER (pair->planned->floor));
  if (count->n_near < 2 || count->n_near * 2 <= count->n)
    return;
  planned = dup_place (pair->planned->x_m, pair->planned->y_m);
  built = dup_place (pair->built->x / (double) self->system->units_per_metre,
                     pair->built->y / (double) self->system->units_per_metre);
  /* It differs, so there is one. */
  dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_PLACE, &pair->planned->head, "x_m", planned,
                          built)
      ->label
      = _("Place");
}

/* --- Field by field -------------------------------------------------------------------------------- */

static void
compare_place (DectOmmCompare *self, const Pair *pair)
{
  const DectRecord *record = &pair->planned->head;
  const DectFloor *floor = dect_snapshot_find_floor (self->snapshot, pair->planned->floor);
  const DectBuilding *building
      = floor != NULL ? dect_snapshot_find_building (self->snapshot, floor->building) : NULL;
  const DectOmmRfp *built = pair->built;

  dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_PLACE, record, "name", pair->planned->name,
                          built->name);
  if (floor != NULL
      && (g_strcmp0 (floor->name, built->hierarchy[1]) != 0
          || (building != NULL && g_strcmp0 (building->name, built->hierarchy[0]) != 0)))
    {
      g_autofree char *planned = g_strdup_printf (
          "%s, %s", building != NULL && building->name != NULL ? building->name : "–",
          floor->name != NULL ? floor->name : "–");
      g_autofree char *there
          = g_strdup_printf ("%s, %s", built->hierarchy[0] != NULL ? built->hierarchy[0] : "–",
                             built->hierarchy[1] != NULL ? built->hierarchy[1] : "–");

      dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_PLACE, record, "floor", planned, there);
    }
  dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_PLACE, record, "room", pair->planned->room,
                          built->hierarchy[2]);
}

static const char *
model_name (const char *id)
{
  const DectRfpModel *model = id != NULL ? dect_catalogue_find (id) : NULL;

  return model != NULL ? model->name : id;
}

static char *
dup_setting (const DectField *field, gint value)
{
  if (field->type == DECT_FIELD_BOOL)
    return g_strdup (value != 0 ? _("yes") : _("no"));
  return g_strdup_printf ("%d", value);
}

static void
compare_settings (DectOmmCompare *self, const Pair *pair)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const DectField *field = dect_kind_field (DECT_KIND_RFP, settings[i].field);
      gint planned = dect_field_get_int (field, &pair->planned->head);
      gint built = G_STRUCT_MEMBER (gint, pair->built, settings[i].offset);
      g_autofree char *planned_text = NULL, *built_text = NULL;

      if (planned == DECT_UNSET)
        planned = settings[i].open;
      if (planned == DECT_UNSET || built == DECT_OMM_UNSET || planned == built)
        continue;
      planned_text = dup_setting (field, planned);
      built_text = dup_setting (field, built);
      dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_SETTING, &pair->planned->head,
                              settings[i].field, planned_text, built_text);
    }
}

static const char *
sync_label (DectOmmSync sync)
{
  static const char *const labels[] = {
    [DECT_OMM_SYNC_UNKNOWN] = "",
    [DECT_OMM_SYNC_INACTIVE] = N_("DECT is off"),
    [DECT_OMM_SYNC_NOT_SYNCED] = N_("it hears none to follow"),
    [DECT_OMM_SYNC_SEARCHING] = N_("it looks for one to follow"),
    [DECT_OMM_SYNC_SYNCED] = "",
  };

  return *labels[sync] != '\0' ? _(labels[sync]) : NULL;
}

static void
compare_state (DectOmmCompare *self, const Pair *pair)
{
  const DectRecord *record = &pair->planned->head;
  g_autofree char *mac = dect_omm_dup_mac (pair->built->mac);

  if (pair->built->connected == 0)
    dect_omm_compare_add (self, DECT_OMM_DIFFERENCE_NOT_CONNECTED, DECT_KIND_RFP, record, NULL,
                          mac);
  else if (sync_label (pair->built->sync) != NULL && pair->planned->dect_on != 0)
    dect_omm_compare_add (self, DECT_OMM_DIFFERENCE_NOT_SYNCHRONISED, DECT_KIND_RFP, record, NULL,
                          mac)
        ->built
        = g_strdup (sync_label (pair->built->sync));
}

/* By name only: the MACs differ, or the plan has none. */
static void
compare_device (DectOmmCompare *self, const Pair *pair)
{
  g_autofree char *key = dect_omm_record_key (&pair->planned->head);
  g_autofree char *built = dect_omm_dup_mac (pair->built->mac);
  DectOmmDifference *difference;

  if (g_strcmp0 (key, pair->built->mac) == 0)
    return;
  difference = dect_omm_compare_add (self, DECT_OMM_DIFFERENCE_DEVICE, DECT_KIND_RFP,
                                     &pair->planned->head, NULL, built);
  difference->field = dect_kind_field (DECT_KIND_RFP, "mac");
  difference->label = _(difference->field->label);
  difference->planned = g_strdup (pair->planned->mac);
  difference->built = g_steal_pointer (&built);
}

static void
compare_planned (DectOmmCompare *self, const Pair *pair, GHashTable *floors)
{
  const DectRecord *record = &pair->planned->head;

  if (pair->built == NULL || pair->built->captured)
    {
      DectOmmDifference *difference = dect_omm_compare_add (
          self, DECT_OMM_DIFFERENCE_MISSING, DECT_KIND_RFP, record, NULL, pair->planned->mac);

      if (pair->built != NULL)
        difference->built = g_strdup (_("it tried to connect"));
      else if (difference->key == NULL)
        difference->built = g_strdup (_("the plan has no MAC address for it"));
      return;
    }
  compare_device (self, pair);
  compare_place (self, pair);
  compare_drawing (self, pair, floors);
  if (pair->built->model != NULL)
    dect_omm_compare_field (self, DECT_OMM_DIFFERENCE_MODEL, record, "model",
                            model_name (pair->planned->model), model_name (pair->built->model));
  compare_settings (self, pair);
  compare_state (self, pair);
}

static void
report_unplanned (DectOmmCompare *self, const DectOmmRfp *built)
{
  g_autofree char *mac = dect_omm_dup_mac (built->mac);

  dect_omm_compare_add (
      self, built->captured ? DECT_OMM_DIFFERENCE_CAPTURED : DECT_OMM_DIFFERENCE_UNKNOWN,
      DECT_KIND_RFP, NULL, built->name, mac);
}

void
dect_omm_compare_rfps (DectOmmCompare *self)
{
  g_autoptr (GArray) pairs = find_pairs (self);
  g_autoptr (GHashTable) floors = count_floors (self, pairs);

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      if (pair->planned != NULL)
        compare_planned (self, pair, floors);
      else if (pair->built != NULL)
        report_unplanned (self, pair->built);
    }
  self->report->n_rfps = dect_snapshot_count (self->snapshot, DECT_KIND_RFP);
  for (guint i = 0; i < self->system->rfps->len; i++)
    self->report->n_rfps_built
        += !((const DectOmmRfp *) g_ptr_array_index (self->system->rfps, i))->captured;
}
