/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-links.h"

#include "model/dect-i18n.h"
#include "radio/dect-scene.h"
#include "radio/dect-strongest.h"
#include "radio/dect-workers.h"

#include <math.h>
#include <stdlib.h>

struct _DectLinks
{
  gatomicrefcount ref_count;
  guint64 generation;
  guint n_rfps;
  double sync_limit_dbm;
  double quality_limit_percent;
  GArray *links;     /* DectRadioLink, by a, b */
  GArray *first;     /* guint: by a, where its links begin; n_rfps + 1 of them */
  GArray *buildings; /* guint32 */
  DectScene *scene;  /* for the next links */
  double *losses;    /* nullable; pair_index() */
  guint n_predicted;
};

G_DEFINE_BOXED_TYPE (DectLinks, dect_links, dect_links_ref, dect_links_unref)

/* --- Stated links ----------------------------------------------------------------------------- */

/* What is stated of one pair, both directions folded together. Index 0: a heard at b. */
typedef struct
{
  guint a, b;
  double rssi_dbm[2];
  double quality_percent[2];
  gboolean forced_on, forced_off;
} Stated;

static int
compare_stated (const void *x, const void *y)
{
  const Stated *p = x;
  const Stated *q = y;

  if (p->a != q->a)
    return p->a < q->a ? -1 : 1;
  return (p->b > q->b) - (p->b < q->b);
}

/* fmin() takes the number where the other is unset. */
static void
fold_stated (Stated *into, const Stated *more)
{
  for (guint i = 0; i < 2; i++)
    {
      into->rssi_dbm[i] = fmin (into->rssi_dbm[i], more->rssi_dbm[i]);
      into->quality_percent[i] = fmin (into->quality_percent[i], more->quality_percent[i]);
    }
  into->forced_on |= more->forced_on;
  into->forced_off |= more->forced_off;
}

static Stated
read_stated (const DectLink *link, gint from, gint to)
{
  guint direction = from < to ? 0 : 1;
  Stated stated = {
    .a = (guint) MIN (from, to),
    .b = (guint) MAX (from, to),
    .rssi_dbm = { NAN, NAN },
    .quality_percent = { NAN, NAN },
    .forced_on = link->kind == DECT_LINK_FORCED_ON,
    .forced_off = link->kind == DECT_LINK_FORCED_OFF,
  };

  stated.rssi_dbm[direction] = isfinite (link->rssi_dbm) ? link->rssi_dbm : NAN;
  stated.quality_percent[direction]
      = isfinite (link->quality_percent) ? link->quality_percent : NAN;
  return stated;
}

/* One entry a pair, by a, then b. */
static GArray *
collect_stated (DectSnapshot *snapshot, const DectScene *scene)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Stated));
  GArray *folded = g_array_new (FALSE, FALSE, sizeof (Stated));
  guint n = dect_snapshot_count (snapshot, DECT_KIND_LINK);

  for (guint i = 0; i < n; i++)
    {
      const DectLink *link = dect_snapshot_link (snapshot, i);
      gint from = dect_snapshot_index (snapshot, link->from);
      gint to = dect_snapshot_index (snapshot, link->to);

      if (from >= 0 && to >= 0 && from != to && scene->rfps[from].on && scene->rfps[to].on)
        {
          Stated stated = read_stated (link, from, to);

          g_array_append_val (all, stated);
        }
    }

  g_array_sort (all, compare_stated);
  for (guint i = 0; i < all->len; i++)
    {
      const Stated *next = &g_array_index (all, Stated, i);
      Stated *last = folded->len > 0 ? &g_array_index (folded, Stated, folded->len - 1) : NULL;

      if (last != NULL && compare_stated (last, next) == 0)
        fold_stated (last, next);
      else
        g_array_append_val (folded, *next);
    }
  return folded;
}

/* --- Pairs ------------------------------------------------------------------------------------ */

static void
predict (DectRadioLink *link, const DectScene *scene, DectSceneWalker *walker)
{
  const DectSceneRfp *a = &scene->rfps[link->a];
  const DectSceneRfp *b = &scene->rfps[link->b];
  DectPathTerms terms;

  link->predicted_ab_dbm = link->predicted_ba_dbm = NAN;
  link->distance_m = NAN;
  if (!dect_scene_walk (walker, &a->at, &b->at, INFINITY, NULL, &terms))
    return;

  link->predicted_ab_dbm = a->eirp_dbm - terms.loss_db;
  link->predicted_ba_dbm = b->eirp_dbm - terms.loss_db;
  link->wall_db = terms.wall_db;
  link->floor_db = terms.floor_db;
  link->distance_m = terms.distance_m;
  link->n_walls = terms.n_walls;
  link->n_floors = terms.n_floors;
}

static gboolean
quality_fails (const DectLinks *self, double quality_percent)
{
  return quality_percent < self->quality_limit_percent; /* false when not measured */
}

static void
decide (const DectLinks *self, const DectScene *scene, const Stated *stated, DectRadioLink *link)
{
  double measured_ab = stated != NULL ? stated->rssi_dbm[0] : (double) NAN;
  double measured_ba = stated != NULL ? stated->rssi_dbm[1] : (double) NAN;
  gboolean measured = isfinite (measured_ab) || isfinite (measured_ba);

  link->level_ab_dbm
      = measured ? (isfinite (measured_ab) ? measured_ab : measured_ba) : link->predicted_ab_dbm;
  link->level_ba_dbm
      = measured ? (isfinite (measured_ba) ? measured_ba : measured_ab) : link->predicted_ba_dbm;
  link->quality_ab_percent = stated != NULL ? stated->quality_percent[0] : (double) NAN;
  link->quality_ba_percent = stated != NULL ? stated->quality_percent[1] : (double) NAN;
  link->margin_db = isfinite (link->level_ab_dbm)
                        ? fmin (link->level_ab_dbm, link->level_ba_dbm) - self->sync_limit_dbm
                        : (double) NAN;

  if (stated != NULL && stated->forced_off)
    link->source = DECT_LINK_SOURCE_FORCED_OFF;
  else if (stated != NULL && stated->forced_on)
    link->source = DECT_LINK_SOURCE_FORCED_ON;
  else if (measured || isfinite (link->quality_ab_percent) || isfinite (link->quality_ba_percent))
    link->source = DECT_LINK_SOURCE_MEASURED;
  else
    link->source = DECT_LINK_SOURCE_PREDICTED;

  link->other_cluster = scene->rfps[link->a].cluster != scene->rfps[link->b].cluster;
  if (link->other_cluster || link->source == DECT_LINK_SOURCE_FORCED_OFF)
    link->usable = FALSE;
  else if (link->source == DECT_LINK_SOURCE_FORCED_ON)
    link->usable = TRUE;
  else
    link->usable = link->margin_db >= 0.0 && !quality_fails (self, link->quality_ab_percent)
                   && !quality_fails (self, link->quality_ba_percent);
}

/* --- All pairs -------------------------------------------------------------------------------- */

static int
compare_links (const void *x, const void *y)
{
  const DectRadioLink *p = x;
  const DectRadioLink *q = y;

  if (p->a != q->a)
    return p->a < q->a ? -1 : 1;
  return (p->b > q->b) - (p->b < q->b);
}

/* What adding pairs needs. */
typedef struct
{
  DectLinks *links;
  const DectScene *scene;
  DectLinks *previous;       /* nullable */
  guint32 *before;           /* by RFP: its index in previous where it did not change, else NEW */
  DectSceneWalker **walkers; /* by worker */
  gint n_predicted;          /* atomic */
  double *losses;            /* of the rows in hand, from row_begin */
  guint row_begin, row_end;
} Pairs;

#define NEW G_MAXUINT32

/* Rows of pairs (one a, all b > a) that are computed before they are looked at. */
#define ROWS_A_BLOCK 64

/* Kept pairs whose path is computed by one job. */
#define PAIRS_A_JOB 32

/* Of pairs a < b. */
static gsize
pair_index (guint n_rfps, guint a, guint b)
{
  return (gsize) a * (2 * (gsize) n_rfps - a - 1) / 2 + (b - a - 1);
}

static gboolean
is_same_rfp (const DectSceneRfp *x, const DectSceneRfp *y)
{
  return x->id == y->id && x->on == y->on && x->eirp_dbm == y->eirp_dbm
         && x->at.floor == y->at.floor && x->at.x == y->at.x && x->at.y == y->at.y
         && x->at.z == y->at.z && x->at.antenna == y->at.antenna
         && x->at.azimuth_deg == y->at.azimuth_deg;
}

/* RFPs keep their order, or nearly: looking goes on where it last found one. */
static void
find_before (Pairs *pairs)
{
  const DectScene *scene = pairs->scene;
  const DectScene *old = pairs->previous != NULL ? pairs->previous->scene : NULL;
  guint next = 0;

  if (old != NULL && dect_scene_geometry_hash (old) != dect_scene_geometry_hash (scene))
    pairs->previous = NULL;
  for (guint i = 0; i < scene->n_rfps; i++)
    {
      pairs->before[i] = NEW;
      for (guint k = 0; pairs->previous != NULL && k < old->n_rfps; k++, next++)
        {
          if (next >= old->n_rfps)
            next = 0;
          if (old->rfps[next].id != scene->rfps[i].id)
            continue;
          if (is_same_rfp (&old->rfps[next], &scene->rfps[i]))
            pairs->before[i] = next;
          next++;
          break;
        }
    }
}

static gboolean
is_known (const Pairs *pairs, guint a, guint b)
{
  return pairs->before[a] != NEW && pairs->before[b] != NEW;
}

static DectSceneWalker *
take_walker (const Pairs *pairs, guint worker)
{
  if (pairs->walkers[worker] == NULL)
    pairs->walkers[worker] = dect_scene_walker_new (pairs->scene);
  return pairs->walkers[worker];
}

/* Loss where the weaker direction reaches the floor, else infinity. */
static double
compute_loss (Pairs *pairs, guint a, guint b, guint worker)
{
  const DectSceneRfp *rfps = pairs->scene->rfps;
  double enough_db = fmin (rfps[a].eirp_dbm, rfps[b].eirp_dbm) - DECT_LINKS_FLOOR_DBM;
  const DectLinks *previous = pairs->previous;
  DectPathTerms terms;

  if (!rfps[a].on || !rfps[b].on || rfps[a].at.floor < 0 || rfps[b].at.floor < 0)
    return INFINITY;
  if (previous != NULL && previous->losses != NULL && is_known (pairs, a, b))
    return previous->losses[pair_index (previous->n_rfps, MIN (pairs->before[a], pairs->before[b]),
                                        MAX (pairs->before[a], pairs->before[b]))];
  g_atomic_int_inc (&pairs->n_predicted);
  if (!dect_scene_walk (take_walker (pairs, worker), &rfps[a].at, &rfps[b].at, enough_db, NULL,
                        &terms))
    return INFINITY;
  return terms.loss_db <= enough_db ? terms.loss_db : (double) INFINITY;
}

static void
compute_row_cb (guint job, guint worker, gpointer data)
{
  Pairs *pairs = data;
  guint n = pairs->scene->n_rfps;
  guint a = pairs->row_begin + job;
  double *row = pairs->losses + pair_index (n, a, a + 1)
                - pair_index (n, pairs->row_begin, pairs->row_begin + 1);

  for (guint b = a + 1; b < n; b++)
    row[b - a - 1] = compute_loss (pairs, a, b, worker);
}

static void
offer_predicted (const Pairs *pairs,
                 guint a,
                 guint b,
                 double loss_db,
                 DectStrongest *usable,
                 DectStrongest *spare)
{
  const DectSceneRfp *rfps = pairs->scene->rfps;
  DectRadioLink link = {
    .a = a,
    .b = b,
    .predicted_ab_dbm = rfps[a].eirp_dbm - loss_db,
    .predicted_ba_dbm = rfps[b].eirp_dbm - loss_db,
  };

  if (!(fmin (link.predicted_ab_dbm, link.predicted_ba_dbm) >= DECT_LINKS_FLOOR_DBM))
    return;
  decide (pairs->links, pairs->scene, NULL, &link);
  dect_strongest_offer (link.usable ? usable : spare, a, b,
                        fmin (link.level_ab_dbm, link.level_ba_dbm));
}

static void
add_pair_cb (guint a, guint b, gpointer data)
{
  GArray *links = data;
  DectRadioLink link = { .a = a, .b = b };

  g_array_append_val (links, link);
}

/* All pairs of one RFP with those after it; what is stated of it, from @next on, has rising b and
 * is kept whatever it is. */
static void
look_at_row (const Pairs *pairs,
             guint a,
             const GArray *stated,
             guint *next,
             DectStrongest *usable,
             DectStrongest *spare)
{
  guint n = pairs->scene->n_rfps;
  const double *row = pairs->losses + pair_index (n, a, a + 1)
                      - pair_index (n, pairs->row_begin, pairs->row_begin + 1);

  for (guint b = a + 1; b < n; b++)
    {
      const Stated *of = *next < stated->len ? &g_array_index (stated, Stated, *next) : NULL;

      if (of != NULL && of->a == a && of->b == b)
        {
          add_pair_cb (a, b, pairs->links->links);
          (*next)++;
        }
      else
        {
          offer_predicted (pairs, a, b, row[b - a - 1], usable, spare);
        }
    }
}

/* Finds the pairs that are kept. */
static gboolean
choose_pairs (Pairs *pairs, const GArray *stated, GCancellable *cancellable)
{
  DectLinks *self = pairs->links;
  guint n = pairs->scene->n_rfps;
  gboolean keep = n <= DECT_LINKS_KEPT_RFPS;
  g_autoptr (DectStrongest) usable = dect_strongest_new (n, DECT_LINKS_USABLE);
  g_autoptr (DectStrongest) spare = dect_strongest_new (n, DECT_LINKS_SPARE);
  g_autofree double *block = NULL;
  guint next = 0;

  if (keep)
    self->losses = g_new (double, MAX (1, pair_index (n, n, n + 1)));
  else
    block = g_new (double, (gsize) ROWS_A_BLOCK *n);
  for (guint row = 0; row < n; row += ROWS_A_BLOCK)
    {
      pairs->row_begin = row;
      pairs->row_end = MIN (row + ROWS_A_BLOCK, n);
      pairs->losses = keep ? self->losses + pair_index (n, row, row + 1) : block;
      if (!dect_workers_run (pairs->row_end - row, compute_row_cb, pairs, cancellable))
        return FALSE;
      for (guint a = row; a < pairs->row_end; a++)
        look_at_row (pairs, a, stated, &next, usable, spare);
    }
  dect_strongest_foreach (usable, add_pair_cb, self->links);
  dect_strongest_foreach (spare, add_pair_cb, self->links);
  g_array_sort (self->links, compare_links);
  return TRUE;
}

/* What is known of the path from before, the other way round where the RFPs changed their order. */
static gboolean
copy_predicted (const Pairs *pairs, DectRadioLink *link)
{
  const DectRadioLink *old;
  gboolean turned;

  if (pairs->previous == NULL || !is_known (pairs, link->a, link->b))
    return FALSE;
  turned = pairs->before[link->a] > pairs->before[link->b];
  old = dect_links_find (pairs->previous, pairs->before[link->a], pairs->before[link->b]);
  if (old == NULL)
    return FALSE;
  link->predicted_ab_dbm = turned ? old->predicted_ba_dbm : old->predicted_ab_dbm;
  link->predicted_ba_dbm = turned ? old->predicted_ab_dbm : old->predicted_ba_dbm;
  link->wall_db = old->wall_db;
  link->floor_db = old->floor_db;
  link->distance_m = old->distance_m;
  link->n_walls = old->n_walls;
  link->n_floors = old->n_floors;
  return TRUE;
}

static void
predict_cb (guint job, guint worker, gpointer data)
{
  Pairs *pairs = data;
  GArray *links = pairs->links->links;

  for (guint i = job * PAIRS_A_JOB; i < MIN ((job + 1) * PAIRS_A_JOB, links->len); i++)
    {
      DectRadioLink *link = &g_array_index (links, DectRadioLink, i);

      if (copy_predicted (pairs, link))
        continue;
      predict (link, pairs->scene, take_walker (pairs, worker));
      g_atomic_int_inc (&pairs->n_predicted);
    }
}

/* Both are sorted by a, then b. */
static void
decide_all (Pairs *pairs, const GArray *stated)
{
  GArray *links = pairs->links->links;
  guint next = 0;

  for (guint i = 0; i < links->len; i++)
    {
      DectRadioLink *link = &g_array_index (links, DectRadioLink, i);
      const Stated *of = next < stated->len ? &g_array_index (stated, Stated, next) : NULL;

      if (of != NULL && of->a == link->a && of->b == link->b)
        next++;
      else
        of = NULL;
      decide (pairs->links, pairs->scene, of, link);
    }
}

static gboolean
add_pairs (DectLinks *self, DectSnapshot *snapshot, DectLinks *previous, GCancellable *cancellable)
{
  const DectScene *scene = self->scene;
  guint n_workers = dect_workers_get_n ();
  g_autofree guint32 *before = g_new (guint32, MAX (1, scene->n_rfps));
  g_autofree DectSceneWalker **walkers = g_new0 (DectSceneWalker *, n_workers);
  g_autoptr (GArray) stated = collect_stated (snapshot, scene);
  Pairs pairs = {
    .links = self, .scene = scene, .previous = previous, .before = before, .walkers = walkers
  };
  gboolean complete;

  find_before (&pairs);
  complete = choose_pairs (&pairs, stated, cancellable)
             && dect_workers_run ((self->links->len + PAIRS_A_JOB - 1) / PAIRS_A_JOB, predict_cb,
                                  &pairs, cancellable);
  if (complete)
    decide_all (&pairs, stated);
  self->n_predicted = (guint) pairs.n_predicted;
  for (guint i = 0; i < n_workers; i++)
    dect_scene_walker_free (walkers[i]);
  return complete;
}

static void
index_links (DectLinks *self)
{
  guint next = 0;

  for (guint a = 0; a <= self->n_rfps; a++)
    {
      while (next < self->links->len && g_array_index (self->links, DectRadioLink, next).a < a)
        next++;
      g_array_append_val (self->first, next);
    }
}

/* Buildings with RFPs that could be linked with others if their place were known. */
static void
find_unlinked (DectLinks *self, const DectScene *scene)
{
  g_autofree gboolean *used = g_new0 (gboolean, scene->n_buildings);
  guint n_used = 0;

  for (guint i = 0; i < scene->n_rfps; i++)
    {
      const DectScenePoint *at = &scene->rfps[i].at;

      if (at->floor >= 0 && scene->rfps[i].on)
        used[scene->storeys[scene->floors[at->floor].storey].building] = TRUE;
    }
  for (guint i = 0; i < scene->n_buildings; i++)
    n_used += used[i] != FALSE;
  for (guint i = 0; i < scene->n_buildings && n_used > 1; i++)
    {
      if (used[i] && !scene->buildings[i].placed)
        g_array_append_val (self->buildings, scene->buildings[i].id);
    }
}

/* --- Public ----------------------------------------------------------------------------------- */

DectLinks *
dect_links_new (DectSnapshot *snapshot, GCancellable *cancellable, GError **error)
{
  return dect_links_new_from (snapshot, NULL, cancellable, error);
}

DectLinks *
dect_links_new_from (DectSnapshot *snapshot,
                     DectLinks *previous,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (DectLinks) self = NULL;
  const DectSiteInfo *info;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  info = dect_snapshot_get_info (snapshot);
  self = g_new0 (DectLinks, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->scene = dect_scene_new_from (snapshot, previous != NULL ? previous->scene : NULL);
  self->generation = dect_snapshot_get_generation (snapshot);
  self->n_rfps = self->scene->n_rfps;
  self->sync_limit_dbm = dect_limit_of_site (info, "sync");
  self->quality_limit_percent = dect_limit_of_site (info, "quality");
  self->links = g_array_new (FALSE, FALSE, sizeof (DectRadioLink));
  self->first = g_array_new (FALSE, FALSE, sizeof (guint));
  self->buildings = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!add_pairs (self, snapshot, previous, cancellable))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  index_links (self);
  find_unlinked (self, self->scene);
  return g_steal_pointer (&self);
}

guint
dect_links_get_n_predicted (DectLinks *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_predicted;
}

DectLinks *
dect_links_ref (DectLinks *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_links_unref (DectLinks *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->links);
  g_array_unref (self->first);
  g_array_unref (self->buildings);
  dect_scene_free (self->scene);
  g_free (self->losses);
  g_free (self);
}

guint64
dect_links_get_generation (DectLinks *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->generation;
}

guint
dect_links_get_n_rfps (DectLinks *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rfps;
}

double
dect_links_get_sync_limit (DectLinks *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->sync_limit_dbm;
}

const DectRadioLink *
dect_links_list (DectLinks *self, guint *n_links)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_links != NULL)
    *n_links = self->links->len;
  return (gconstpointer) self->links->data;
}

const DectRadioLink *
dect_links_find (DectLinks *self, guint a, guint b)
{
  DectRadioLink key = { .a = MIN (a, b), .b = MAX (a, b) };
  guint begin;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (a < self->n_rfps && b < self->n_rfps, NULL);

  if (self->links->len == 0)
    return NULL;
  begin = g_array_index (self->first, guint, key.a);
  return bsearch (&key, (DectRadioLink *) (gpointer) self->links->data + begin,
                  g_array_index (self->first, guint, key.a + 1) - begin, sizeof key, compare_links);
}

const guint32 *
dect_links_get_unlinked_buildings (DectLinks *self, guint *n_buildings)
{
  g_return_val_if_fail (self != NULL && n_buildings != NULL, NULL);

  *n_buildings = self->buildings->len;
  return (gconstpointer) self->buildings->data;
}

DectPath *
dect_links_trace (DectSnapshot *snapshot, guint a, guint b)
{
  g_autoptr (DectScene) scene = NULL;
  g_autoptr (DectSceneWalker) walker = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (a < dect_snapshot_count (snapshot, DECT_KIND_RFP), NULL);
  g_return_val_if_fail (b < dect_snapshot_count (snapshot, DECT_KIND_RFP), NULL);

  scene = dect_scene_new (snapshot);
  if (!scene->rfps[a].on || !scene->rfps[b].on)
    return NULL;
  walker = dect_scene_walker_new (scene);
  return dect_scene_trace (walker, &scene->rfps[a].at, &scene->rfps[b].at, scene->rfps[a].eirp_dbm);
}

const char *
dect_link_source_label (DectLinkSource source)
{
  static const char *const labels[]
      = { N_("predicted"), N_("measured"), N_("forced on"), N_("forced off") };

  g_return_val_if_fail ((guint) source < G_N_ELEMENTS (labels), NULL);

  return _(labels[source]);
}

const char *
dect_link_source_id (DectLinkSource source)
{
  static const char *const ids[] = { "predicted", "measured", "forced-on", "forced-off" };

  g_return_val_if_fail ((guint) source < G_N_ELEMENTS (ids), NULL);

  return ids[source];
}
