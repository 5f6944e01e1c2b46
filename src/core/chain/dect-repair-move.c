/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Where an RFP could go so that both sides of a weakness hear each other: the nearest such place.
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-repair-search-private.h"

#include <math.h>

/* A longer move is a new place, not a correction. */
#define MAX_MOVE_M 20.0
#define FINE_MOVE_M 10.0
#define FINE_STEP_M 0.5
#define COARSE_STEP_M 1.0
#define N_DIRECTIONS 24

/* Links of an RFP that are stated go with it: who measured them must measure again. */
static void
collect_stated (const DectRepairSearch *self, guint rfp, guint8 *is_stated, GArray *edges)
{
  guint n;
  const DectRadioLink *links = dect_links_list (self->run->links, &n);

  for (guint i = 0; i < n; i++)
    {
      guint other = links[i].a == rfp ? links[i].b : links[i].a;
      DectRepairEdge edge = { other, isfinite (links[i].margin_db) ? links[i].margin_db : 0.0 };

      if ((links[i].a != rfp && links[i].b != rfp) || links[i].source == DECT_LINK_SOURCE_PREDICTED)
        continue;
      is_stated[other] = TRUE;
      if (links[i].usable)
        g_array_append_val (edges, edge);
    }
}

static gboolean
prove_move (DectRepairSearch *self, guint rfp, DectPoint point)
{
  const DectRfp *before = dect_snapshot_rfp (self->run->snapshot, rfp);
  g_autoptr (DectRfp) record = dect_rfp_copy (before);
  DectRepair *repair;

  record->x_m = point.x;
  record->y_m = point.y;
  repair = dect_repair_new (DECT_REPAIR_MOVE, &self->run->target, self->run->snapshot, &record, 1);
  repair->moved_m = hypot (point.x - before->x_m, point.y - before->y_m);
  return dect_repair_prove (self->run, self->split, repair);
}

/* What one mover is looked for with. */
typedef struct
{
  DectRepairSearch *search;
  guint rfp;
  const DectPlaces *places;
  guint8 *is_stated;
  GArray *stated; /* DectRepairEdge */
  GArray *edges;  /* the same, for one place */
  GArray *spots;  /* DectRepairSpot: with too little margin, or too near to another one */
  guint n_proofs;
} Mover;

static void
look_at (Mover *self, DectPoint point, guint n_near)
{
  g_array_set_size (self->edges, 0);
  g_array_append_vals (self->edges, self->stated->data, self->stated->len);
  dect_repair_collect_edges (self->search, self->rfp, point, self->is_stated, n_near, self->edges);
}

static gboolean
try_spot (Mover *self, const DectRepairSpot *spot)
{
  guint cost;

  look_at (self, spot->point, G_MAXUINT);
  if (self->n_proofs >= DECT_REPAIR_PROOFS
      || !dect_repair_graph_try (self->search->graph, self->rfp, (gconstpointer) self->edges->data,
                                 self->edges->len, self->search->joins, &cost))
    return FALSE;
  self->n_proofs++;
  return prove_move (self->search, self->rfp, spot->point);
}

/* Returns whether one of the places at this distance will do. */
static gboolean
try_ring (Mover *self, double radius_m)
{
  const DectRfp *record = dect_snapshot_rfp (self->search->run->snapshot, self->rfp);
  g_autoptr (GArray) good = g_array_new (FALSE, FALSE, sizeof (DectRepairSpot));

  for (guint i = 0; i < N_DIRECTIONS; i++)
    {
      double angle = 2.0 * G_PI * i / N_DIRECTIONS;
      DectRepairSpot spot = { .point = { record->x_m + radius_m * cos (angle),
                                         record->y_m + radius_m * sin (angle) } };

      if (!dect_places_is_allowed (self->places, spot.point.x, spot.point.y))
        continue;
      spot.point = dect_places_round (self->places, spot.point);
      spot.apart_m
          = dect_places_distance (self->places, spot.point.x, spot.point.y, record->head.id);
      if (spot.apart_m < DECT_REPAIR_APART_M)
        continue;
      look_at (self, spot.point, DECT_REPAIR_NEAR);
      spot.margin_db = dect_repair_margin (self->search, self->rfp, self->edges);
      if (spot.margin_db >= self->search->run->wanted_db
          && spot.apart_m >= DECT_REPAIR_APART_WANTED_M)
        g_array_append_val (good, spot);
      else if (spot.margin_db >= 0.0)
        g_array_append_val (self->spots, spot);
    }
  g_array_sort (good, dect_repair_compare_spots);
  for (guint i = 0; i < good->len; i++)
    {
      if (try_spot (self, &g_array_index (good, DectRepairSpot, i)))
        return TRUE;
    }
  return FALSE;
}

void
dect_repair_search_move (DectRepairSearch *self, guint rfp)
{
  g_autofree guint8 *is_stated = g_new0 (guint8, self->n_rfps);
  g_autoptr (GArray) stated = g_array_new (FALSE, FALSE, sizeof (DectRepairEdge));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (DectRepairEdge));
  g_autoptr (GArray) spots = g_array_new (FALSE, FALSE, sizeof (DectRepairSpot));
  const DectRfp *record = dect_snapshot_rfp (self->run->snapshot, rfp);
  const DectPlaces *places = dect_repair_places (self->run, record->floor);
  Mover mover = { self, rfp, places, is_stated, stated, edges, spots, 0 };
  double radius_m = 0.0;

  collect_stated (self, rfp, is_stated, stated);
  dect_repair_find_near (self, rfp, (DectPoint){ record->x_m, record->y_m });
  while (radius_m < MAX_MOVE_M)
    {
      radius_m += radius_m < FINE_MOVE_M ? FINE_STEP_M : COARSE_STEP_M;
      if (dect_repair_is_cancelled (self) || try_ring (&mover, radius_m))
        return;
    }
  /* Better a little than nothing; the words say that it is little. */
  g_array_sort (spots, dect_repair_compare_spots);
  mover.n_proofs = DECT_REPAIR_PROOFS - 1;
  for (guint i = 0; i < MIN (spots->len, DECT_REPAIR_TRIES) && mover.n_proofs < DECT_REPAIR_PROOFS;
       i++)
    {
      if (dect_repair_is_cancelled (self)
          || try_spot (&mover, &g_array_index (spots, DectRepairSpot, i)))
        return;
    }
}
