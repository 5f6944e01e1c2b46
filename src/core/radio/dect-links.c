/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-links.h"

#include "radio/dect-scene.h"
#include "radio/dect-strongest.h"

#include <glib/gi18n-lib.h>
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
predict (DectRadioLink *link, const DectScene *scene, DectSceneWalker *walker, double enough_db)
{
  const DectSceneRfp *a = &scene->rfps[link->a];
  const DectSceneRfp *b = &scene->rfps[link->b];
  DectPathTerms terms;

  link->predicted_ab_dbm = link->predicted_ba_dbm = NAN;
  link->distance_m = NAN;
  if (!dect_scene_walk (walker, &a->at, &b->at, enough_db, NULL, &terms))
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
  DectSceneWalker *walker;
  DectStrongest *usable;
  DectStrongest *spare;
} Pairs;

static void
add_stated (const Pairs *pairs, const Stated *stated)
{
  DectRadioLink link = { .a = stated->a, .b = stated->b };

  predict (&link, pairs->scene, pairs->walker, INFINITY);
  decide (pairs->links, pairs->scene, stated, &link);
  g_array_append_val (pairs->links->links, link);
}

static void
add_predicted_cb (guint a, guint b, gpointer data)
{
  const Pairs *pairs = data;
  DectRadioLink link = { .a = a, .b = b };

  predict (&link, pairs->scene, pairs->walker, INFINITY);
  decide (pairs->links, pairs->scene, NULL, &link);
  g_array_append_val (pairs->links->links, link);
}

static void
offer_predicted (const Pairs *pairs, guint a, guint b)
{
  const DectSceneRfp *rfps = pairs->scene->rfps;
  DectRadioLink link = { .a = a, .b = b };

  if (!rfps[b].on || rfps[b].at.floor < 0)
    return;
  predict (&link, pairs->scene, pairs->walker,
           fmin (rfps[a].eirp_dbm, rfps[b].eirp_dbm) - DECT_LINKS_FLOOR_DBM);
  if (!(fmin (link.predicted_ab_dbm, link.predicted_ba_dbm) >= DECT_LINKS_FLOOR_DBM))
    return;

  decide (pairs->links, pairs->scene, NULL, &link);
  dect_strongest_offer (link.usable ? pairs->usable : pairs->spare, a, b,
                        fmin (link.level_ab_dbm, link.level_ba_dbm));
}

/* All pairs of one RFP with those after it; what is stated of it has rising b. */
static void
add_pairs_of (const Pairs *pairs, guint a, const Stated *stated, guint n_stated)
{
  const DectSceneRfp *rfp = &pairs->scene->rfps[a];
  guint next = 0;

  for (guint b = a + 1; b < pairs->scene->n_rfps; b++)
    {
      if (next < n_stated && stated[next].b == b)
        add_stated (pairs, &stated[next++]);
      else if (rfp->on && rfp->at.floor >= 0)
        offer_predicted (pairs, a, b);
    }
}

static gboolean
add_pairs (DectLinks *self,
           DectSnapshot *snapshot,
           const DectScene *scene,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (DectSceneWalker) walker = dect_scene_walker_new (scene);
  g_autoptr (DectStrongest) usable = dect_strongest_new (scene->n_rfps, DECT_LINKS_USABLE);
  g_autoptr (DectStrongest) spare = dect_strongest_new (scene->n_rfps, DECT_LINKS_SPARE);
  g_autoptr (GArray) stated = collect_stated (snapshot, scene);
  Pairs pairs = { self, scene, walker, usable, spare };
  guint next = 0;

  for (guint a = 0; a < scene->n_rfps; a++)
    {
      guint begin = next;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      while (next < stated->len && g_array_index (stated, Stated, next).a == a)
        next++;
      add_pairs_of (&pairs, a, &g_array_index (stated, Stated, begin), next - begin);
    }
  dect_strongest_foreach (usable, add_predicted_cb, &pairs);
  dect_strongest_foreach (spare, add_predicted_cb, &pairs);
  g_array_sort (self->links, compare_links);
  return TRUE;
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
  g_autoptr (DectLinks) self = NULL;
  g_autoptr (DectScene) scene = NULL;
  const DectSiteInfo *info;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  info = dect_snapshot_get_info (snapshot);
  scene = dect_scene_new (snapshot);
  self = g_new0 (DectLinks, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->generation = dect_snapshot_get_generation (snapshot);
  self->n_rfps = scene->n_rfps;
  self->sync_limit_dbm = dect_limit_of_site (info, "sync");
  self->quality_limit_percent = dect_limit_of_site (info, "quality");
  self->links = g_array_new (FALSE, FALSE, sizeof (DectRadioLink));
  self->first = g_array_new (FALSE, FALSE, sizeof (guint));
  self->buildings = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!add_pairs (self, snapshot, scene, cancellable, error))
    return NULL;
  index_links (self);
  find_unlinked (self, scene);
  return g_steal_pointer (&self);
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
