/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is looked at for one weakness: who is near, who could move, on which floors one more could
 * hang, and who hears whom at a place. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-repair-search-private.h"

#include "model/dect-change.h"

#include <math.h>

#define MAX_PAIRS 8
#define MAX_MOVERS 10
#define MAX_FLOORS 3

/* More to spare than this makes no place better. */
#define ENOUGH_DB 12.0

DectRepairSide
dect_repair_side (const DectRepairSearch *self, guint rfp)
{
  return (DectRepairSide) self->split->side[rfp];
}

gboolean
dect_repair_is_cancelled (const DectRepairSearch *self)
{
  return g_cancellable_is_cancelled (self->run->cancellable);
}

/* --- Who and where ---------------------------------------------------------------------------- */

static int
compare_margins (const void *a, const void *b)
{
  const DectRadioLink *x = a;
  const DectRadioLink *y = b;

  if (x->margin_db != y->margin_db)
    return x->margin_db > y->margin_db ? -1 : 1;
  if (x->a != y->a)
    return x->a < y->a ? -1 : 1;
  return (x->b > y->b) - (x->b < y->b);
}

static void
find_pairs (DectRepairSearch *self)
{
  guint n;
  const DectRadioLink *links = dect_links_list (self->run->links, &n);

  for (guint i = 0; i < n; i++)
    {
      DectRepairSide a = dect_repair_side (self, links[i].a);
      DectRepairSide b = dect_repair_side (self, links[i].b);

      if (isfinite (links[i].predicted_ab_dbm) && isfinite (links[i].margin_db)
          && ((a == DECT_REPAIR_SIDE_LOST && b == DECT_REPAIR_SIDE_KEPT)
              || (a == DECT_REPAIR_SIDE_KEPT && b == DECT_REPAIR_SIDE_LOST)))
        g_array_append_val (self->pairs, links[i]);
    }
  g_array_sort (self->pairs, compare_margins);
  if (self->pairs->len > MAX_PAIRS)
    g_array_set_size (self->pairs, MAX_PAIRS);
}

static void
add_mover (DectRepairSearch *self, guint rfp)
{
  const DectRfp *record = dect_snapshot_rfp (self->run->snapshot, rfp);
  gboolean known = FALSE;

  if (!dect_rfp_is_placed (record) || !self->scene->rfps[rfp].on)
    return;
  for (guint i = 0; i < self->movers->len; i++)
    known |= g_array_index (self->movers, guint, i) == rfp;
  if (!known && self->movers->len < MAX_MOVERS)
    g_array_append_val (self->movers, rfp);
}

static void
add_floor (DectRepairSearch *self, guint rfp)
{
  guint32 floor = dect_snapshot_rfp (self->run->snapshot, rfp)->floor;
  gboolean known = floor == 0;

  for (guint i = 0; i < self->floors->len; i++)
    known |= g_array_index (self->floors, guint32, i) == floor;
  if (!known && self->floors->len < MAX_FLOORS)
    g_array_append_val (self->floors, floor);
}

/* Ends of the best pairs first, the lost ones before the others; then what else is lost. */
static void
foreach_near (DectRepairSearch *self, void (*func) (DectRepairSearch *self, guint rfp))
{
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < self->pairs->len; i++)
        {
          const DectRadioLink *pair = &g_array_index (self->pairs, DectRadioLink, i);
          gboolean a_is_lost = dect_repair_side (self, pair->a) == DECT_REPAIR_SIDE_LOST;

          func (self, a_is_lost == (pass == 0) ? pair->a : pair->b);
        }
      for (guint i = 0; pass == 0 && i < self->n_rfps; i++)
        {
          if (dect_repair_side (self, i) == DECT_REPAIR_SIDE_LOST)
            func (self, i);
        }
    }
}

/* One of both sides, of that floor if there is any, to be like it. */
static const DectRfp *
find_like (const DectRepairSearch *self, guint32 floor)
{
  const DectRfp *like = NULL;

  for (guint i = 0; i < self->n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (self->run->snapshot, i);
      DectRepairSide side = dect_repair_side (self, i);

      if ((side == DECT_REPAIR_SIDE_LOST || side == DECT_REPAIR_SIDE_KEPT)
          && (like == NULL || (like->floor != floor && rfp->floor == floor)))
        like = rfp;
    }
  return like;
}

/* One more RFP on each floor, so that the scene knows its antenna, height and power. */
static void
make_scene (DectRepairSearch *self)
{
  DectRfp *records[MAX_FLOORS];

  for (guint i = 0; i < self->floors->len; i++)
    {
      guint32 floor = g_array_index (self->floors, guint32, i);
      const DectRectangle *bounds = &dect_repair_places (self->run, floor)->bounds;

      records[i] = dect_rfp_propose (self->run->snapshot, find_like (self, floor), 0);
      records[i]->cluster = self->split->cluster;
      records[i]->role = DECT_ROLE_NORMAL;
      records[i]->floor = floor;
      records[i]->x_m = bounds->x1;
      records[i]->y_m = bounds->y1;
    }
  self->with_new = dect_snapshot_with (self->run->snapshot, (const DectRecord *const *) records,
                                       self->floors->len);
  for (guint i = 0; i < self->floors->len; i++)
    dect_rfp_unref (records[i]);
  dect_scene_free (self->scene);
  self->scene = dect_scene_new (self->with_new);
  self->walker = dect_scene_walker_new (self->scene);
}

/* --- Levels at a place ------------------------------------------------------------------------ */

static DectScenePoint
point_at (const DectRepairSearch *self, guint template, DectPoint point)
{
  DectScenePoint at = self->scene->rfps[template].at;
  DectPoint placed = dect_transform_apply (&self->scene->floors[at.floor].to_building, point);

  at.x = placed.x;
  at.y = placed.y;
  return at;
}

static int
compare_near (const void *a, const void *b)
{
  const DectRepairNear *x = a;
  const DectRepairNear *y = b;

  if (x->loss_db != y->loss_db)
    return x->loss_db < y->loss_db ? -1 : 1;
  return (x->rfp > y->rfp) - (x->rfp < y->rfp);
}

/* Places are tried with the RFPs that are heard best from the middle of them; in a house of
 * hundreds the others are out of the question. What is found is proved with all. */
void
dect_repair_find_near (DectRepairSearch *self, guint template, DectPoint middle)
{
  DectScenePoint at = point_at (self, template, middle);

  g_array_set_size (self->near, 0);
  for (guint i = 0; i < self->n_rfps; i++)
    {
      DectRepairNear near = { 0.0, i };
      DectPathTerms terms;

      if (i == template
          || !dect_scene_walk (self->walker, &at, &self->scene->rfps[i].at, INFINITY, NULL, &terms))
        continue;
      near.loss_db = terms.loss_db;
      g_array_append_val (self->near, near);
    }
  g_array_sort (self->near, compare_near);
}

/* All links that an RFP like @template has when it is at @point, with up to @n_near of those who
 * are near. Index @template below the number of RFPs: that RFP moves. */
void
dect_repair_collect_edges (const DectRepairSearch *self,
                           guint template,
                           DectPoint point,
                           const guint8 *is_stated,
                           guint n_near,
                           GArray *edges)
{
  const DectSceneRfp *own = &self->scene->rfps[template];
  DectScenePoint at = point_at (self, template, point);

  for (guint k = 0; k < MIN (n_near, self->near->len); k++)
    {
      guint i = g_array_index (self->near, DectRepairNear, k).rfp;
      const DectSceneRfp *other = &self->scene->rfps[i];
      double eirp_dbm = fmin (own->eirp_dbm, other->eirp_dbm);
      DectRepairEdge edge = { i, 0.0 };
      DectPathTerms terms;

      if (!other->on || other->cluster != self->split->cluster
          || (is_stated != NULL && is_stated[i]))
        continue;
      if (!dect_scene_walk (self->walker, &at, &other->at, eirp_dbm - self->sync_dbm, NULL, &terms))
        continue;
      edge.margin_db = eirp_dbm - terms.loss_db - self->sync_dbm;
      if (edge.margin_db >= 0.0)
        g_array_append_val (edges, edge);
    }
}

static gboolean
is_broken_pair (const DectRepairSearch *self, guint a, guint b)
{
  const guint *broken = self->split->broken;

  return self->run->target.kind == DECT_REPAIR_TARGET_LINK
         && ((a == broken[0] && b == broken[1]) || (a == broken[1] && b == broken[0]));
}

/* Margin of the best new way between both sides over an RFP with these links; below 0: none. */
double
dect_repair_margin (const DectRepairSearch *self, guint template, const GArray *edges)
{
  double best_db[2] = { -INFINITY, -INFINITY }; /* to the lost, to the kept */

  for (guint i = 0; i < edges->len; i++)
    {
      const DectRepairEdge *edge = &g_array_index (edges, DectRepairEdge, i);
      DectRepairSide side = dect_repair_side (self, edge->to);

      if (is_broken_pair (self, template, edge->to))
        continue;
      if (side == DECT_REPAIR_SIDE_LOST)
        best_db[0] = fmax (best_db[0], edge->margin_db);
      else if (side == DECT_REPAIR_SIDE_KEPT)
        best_db[1] = fmax (best_db[1], edge->margin_db);
    }
  if (template >= self->n_rfps)
    return fmin (best_db[0], best_db[1]);
  if (dect_repair_side (self, template) == DECT_REPAIR_SIDE_LOST)
    return best_db[1];
  return dect_repair_side (self, template) == DECT_REPAIR_SIDE_KEPT ? best_db[0] : -INFINITY;
}

/* Best first. */
int
dect_repair_compare_spots (const void *a, const void *b)
{
  const DectRepairSpot *x = a;
  const DectRepairSpot *y = b;
  gboolean x_apart = x->apart_m >= DECT_REPAIR_APART_WANTED_M;
  gboolean y_apart = y->apart_m >= DECT_REPAIR_APART_WANTED_M;
  double x_db = fmin (x->margin_db, ENOUGH_DB);
  double y_db = fmin (y->margin_db, ENOUGH_DB);

  if (x_apart != y_apart)
    return x_apart ? -1 : 1;
  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  if (x_db != y_db)
    return x_db > y_db ? -1 : 1;
  if (x->apart_m != y->apart_m)
    return x->apart_m > y->apart_m ? -1 : 1;
  if (x->point.y != y->point.y)
    return x->point.y < y->point.y ? -1 : 1;
  return (x->point.x > y->point.x) - (x->point.x < y->point.x);
}

/* --- Public ----------------------------------------------------------------------------------- */

void
dect_repair_search (DectRepairRun *run, const DectRepairSplit *split)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (DectRadioLink));
  g_autoptr (GArray) movers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) floors = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (DectRepairNear));
  DectRepairSearch self = {
    .run = run,
    .split = split,
    .sync_dbm = dect_links_get_sync_limit (run->links),
    .joins = run->target.kind == DECT_REPAIR_TARGET_GROUP,
    .n_rfps = dect_snapshot_count (run->snapshot, DECT_KIND_RFP),
    .pairs = pairs,
    .movers = movers,
    .floors = floors,
    .near = near,
  };

  self.graph = dect_repair_graph_new (run->snapshot, run->links, run->chain, split->cluster);
  self.scene = dect_scene_new (run->snapshot);
  find_pairs (&self);
  foreach_near (&self, add_floor);
  foreach_near (&self, add_mover);
  make_scene (&self);

  dect_repair_search_power (&self);
  for (guint i = 0; i < movers->len && !dect_repair_is_cancelled (&self); i++)
    {
      dect_repair_report (run, (double) i / (movers->len + floors->len));
      dect_repair_search_move (&self, g_array_index (movers, guint, i));
    }
  for (guint i = 0; i < floors->len && !dect_repair_is_cancelled (&self); i++)
    {
      dect_repair_report (run, (double) (movers->len + i) / (movers->len + floors->len));
      dect_repair_search_add (&self, i);
    }
  dect_repair_search_cluster (&self);

  dect_scene_walker_free (self.walker);
  dect_scene_free (self.scene);
  dect_snapshot_unref (self.with_new);
  dect_repair_graph_free (self.graph);
}
