/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is not a move: one more RFP, full power, a cluster of its own. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-repair-search-private.h"

#include "model/dect-change.h"
#include "radio/dect-radio-data.h"

#include <math.h>

/* New ones are looked for in and around the rectangle of the pairs that nearly hear each other. */
#define ADD_SPACING_M 1.0
#define ADD_AROUND_M 12.0
#define ADD_MAX_POINTS 1500.0

/* --- Adding ----------------------------------------------------------------------------------- */

/* The part of a floor around the pairs; without pairs all of it. Of a pair on another floor its
 * place on the plan counts. */
static DectRectangle
find_region (const DectRepairSearch *self, guint template, const DectRectangle *bounds)
{
  DectTransform back = dect_transform_invert (
      &self->scene->floors[self->scene->rfps[template].at.floor].to_building);
  DectRectangle region = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const DectRadioLink *pair = &g_array_index (self->pairs, DectRadioLink, i);
      const guint ends[2] = { pair->a, pair->b };

      for (guint k = 0; k < 2; k++)
        {
          const DectScenePoint *at = &self->scene->rfps[ends[k]].at;
          DectPoint end = dect_transform_apply (&back, (DectPoint){ at->x, at->y });

          region.x1 = fmin (region.x1, end.x - ADD_AROUND_M);
          region.y1 = fmin (region.y1, end.y - ADD_AROUND_M);
          region.x2 = fmax (region.x2, end.x + ADD_AROUND_M);
          region.y2 = fmax (region.y2, end.y + ADD_AROUND_M);
        }
    }
  if (self->pairs->len == 0)
    return *bounds;
  region.x1 = fmax (region.x1, bounds->x1);
  region.y1 = fmax (region.y1, bounds->y1);
  region.x2 = fmin (region.x2, bounds->x2);
  region.y2 = fmin (region.y2, bounds->y2);
  return region;
}

static GArray *
collect_spots (DectRepairSearch *self, guint template, const DectPlaces *places)
{
  DectRectangle region = find_region (self, template, &places->bounds);
  double area_m2 = fmax (0.0, region.x2 - region.x1) * fmax (0.0, region.y2 - region.y1);
  double spacing_m = fmax (ADD_SPACING_M, sqrt (area_m2 / ADD_MAX_POINTS));
  g_autoptr (GArray) points = dect_places_lattice (places, spacing_m, &region);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (DectRepairEdge));
  GArray *spots = g_array_new (FALSE, FALSE, sizeof (DectRepairSpot));

  if (points->len == 0)
    return spots;
  dect_repair_find_near (
      self, template, (DectPoint){ 0.5 * (region.x1 + region.x2), 0.5 * (region.y1 + region.y2) });
  for (guint i = 0; i < points->len && !dect_repair_is_cancelled (self); i++)
    {
      DectRepairSpot spot = { .point = g_array_index (points, DectPoint, i) };

      spot.apart_m = dect_places_distance (places, spot.point.x, spot.point.y, 0);
      if (spot.apart_m < DECT_REPAIR_APART_M)
        continue;
      g_array_set_size (edges, 0);
      dect_repair_collect_edges (self, template, spot.point, NULL, DECT_REPAIR_NEAR, edges);
      spot.margin_db = dect_repair_margin (self, template, edges);
      if (spot.margin_db >= 0.0)
        g_array_append_val (spots, spot);
    }
  return spots;
}

/* Tries the best of them in the graph; the others are cut off. */
static void
weigh_spots (const DectRepairSearch *self, guint template, GArray *spots)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (DectRepairEdge));
  guint n = 0;

  g_array_sort (spots, dect_repair_compare_spots);
  for (guint i = 0; i < MIN (spots->len, DECT_REPAIR_TRIES); i++)
    {
      DectRepairSpot spot = g_array_index (spots, DectRepairSpot, i);

      g_array_set_size (edges, 0);
      dect_repair_collect_edges (self, template, spot.point, NULL, G_MAXUINT, edges);
      if (dect_repair_graph_try (self->graph, self->n_rfps, (gconstpointer) edges->data, edges->len,
                                 self->joins, &spot.cost))
        g_array_index (spots, DectRepairSpot, n++) = spot;
    }
  g_array_set_size (spots, n);
  g_array_sort (spots, dect_repair_compare_spots);
}

void
dect_repair_search_add (DectRepairSearch *self, guint index)
{
  guint template = self->n_rfps + index;
  const DectRfp *proposed = dect_snapshot_rfp (self->with_new, template);
  const DectPlaces *places = dect_repair_places (self->run, proposed->floor);
  g_autoptr (GArray) spots = collect_spots (self, template, places);

  weigh_spots (self, template, spots);
  for (guint i = 0; i < MIN (spots->len, DECT_REPAIR_PROOFS) && !dect_repair_is_cancelled (self);
       i++)
    {
      const DectRepairSpot *spot = &g_array_index (spots, DectRepairSpot, i);
      g_autoptr (DectRfp) record = dect_rfp_propose (self->run->snapshot, proposed, 0);

      record->role = DECT_ROLE_NORMAL;
      record->floor = proposed->floor;
      record->x_m = spot->point.x;
      record->y_m = spot->point.y;
      if (dect_repair_prove (self->run, self->split,
                             dect_repair_new (DECT_REPAIR_ADD, &self->run->target,
                                              self->run->snapshot, &record, 1)))
        return;
    }
}

/* --- Power and clusters ----------------------------------------------------------------------- */

static gboolean
is_turned_down (const DectRepairSearch *self, const DectRfp *rfp)
{
  DectRegion region = (DectRegion) dect_snapshot_get_info (self->run->snapshot)->region;
  g_autoptr (DectRfp) full = dect_rfp_copy (rfp);

  full->power_mw = NAN;
  return dect_rfp_eirp_dbm (rfp, region) < dect_rfp_eirp_dbm (full, region);
}

void
dect_repair_search_power (DectRepairSearch *self)
{
  for (guint i = 0;
       i < MIN (self->pairs->len, DECT_REPAIR_PROOFS) && !dect_repair_is_cancelled (self); i++)
    {
      const DectRadioLink *pair = &g_array_index (self->pairs, DectRadioLink, i);
      const guint ends[2] = { pair->a, pair->b };
      g_autoptr (GPtrArray) records
          = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_record_unref);

      for (guint k = 0; k < 2; k++)
        {
          const DectRfp *rfp = dect_snapshot_rfp (self->run->snapshot, ends[k]);
          DectRfp *record;

          if (!is_turned_down (self, rfp))
            continue;
          record = dect_rfp_copy (rfp);
          record->power_mw = NAN;
          g_ptr_array_add (records, record);
        }
      if (records->len > 0
          && dect_repair_prove (self->run, self->split,
                                dect_repair_new (DECT_REPAIR_POWER, &self->run->target,
                                                 self->run->snapshot,
                                                 (DectRfp *const *) records->pdata, records->len)))
        return;
    }
}

/* The root that the group would have of its own accord, unless one is named already. */
static void
name_root (const DectRepairSearch *self, DectRfp *const *records, guint n, gint cluster)
{
  g_autoptr (DectSnapshot) after
      = dect_snapshot_with (self->run->snapshot, (const DectRecord *const *) records, n);
  g_autoptr (DectLinks) links = dect_links_new (after, self->run->cancellable, NULL);
  g_autoptr (DectChain) chain = links != NULL ? dect_chain_new (after, links) : NULL;
  guint n_components = 0;
  const DectChainComponent *components
      = chain != NULL ? dect_chain_get_components (chain, &n_components) : NULL;

  for (guint i = 0; i < n; i++)
    {
      if (records[i]->preferred_sync == TRUE)
        return;
    }
  for (guint i = 0; i < n_components; i++)
    {
      if (components[i].cluster != cluster || components[i].root < 0)
        continue;
      for (guint k = 0; k < n; k++)
        {
          if (records[k]->head.id == dect_snapshot_rfp (after, (guint) components[i].root)->head.id)
            records[k]->preferred_sync = TRUE;
        }
    }
}

void
dect_repair_search_cluster (DectRepairSearch *self)
{
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_record_unref);
  gint cluster = 1;

  if (self->run->target.kind != DECT_REPAIR_TARGET_GROUP || self->split->is_step)
    return;
  for (guint i = 0; i < self->n_rfps; i++)
    {
      gint used = dect_snapshot_rfp (self->run->snapshot, i)->cluster;

      if (used != DECT_UNSET && used < G_MAXINT)
        cluster = MAX (cluster, used);
    }
  cluster++;
  for (guint i = 0; i < self->n_rfps; i++)
    {
      DectRfp *record;

      if (dect_repair_side (self, i) != DECT_REPAIR_SIDE_LOST)
        continue;
      record = dect_rfp_copy (dect_snapshot_rfp (self->run->snapshot, i));
      record->cluster = cluster;
      g_ptr_array_add (records, record);
    }
  name_root (self, (DectRfp *const *) records->pdata, records->len, cluster);
  dect_repair_prove (self->run, self->split,
                     dect_repair_new (DECT_REPAIR_CLUSTER, &self->run->target, self->run->snapshot,
                                      (DectRfp *const *) records->pdata, records->len));
}
