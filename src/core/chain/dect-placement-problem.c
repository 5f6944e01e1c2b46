/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a site and what is wanted to cells, zones and places. */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-placement-private.h"

#include "model/dect-catalogue.h"
#include "model/dect-change.h"
#include "model/dect-i18n.h"
#include "radio/dect-erlang.h"
#include "radio/dect-radio-data.h"

#include <math.h>

/* Cells and candidates are as fine as these numbers of them allow. */
#define WANTED_CELLS 10000.0
#define MIN_CELL_M 1.0
#define MAX_CELL_M 10.0
#define FLOOR_SPOTS 1500.0
#define ALL_SPOTS 12000.0
#define MIN_SPACING_M 2.0
#define MAX_SPACING_M 10.0
#define ZONE_CELLS 100

G_DEFINE_QUARK (dect-placement-error-quark, dect_placement_error)

/* --- Settings --------------------------------------------------------------------------------- */

void
dect_placement_settings_init (DectPlacementSettings *self)
{
  g_return_if_fail (self != NULL);

  *self = (DectPlacementSettings){
    .target_dbm = NAN,
    .share = 0.95,
    .link_margin_db = NAN,
    .n_paths = 2,
    .max_new = 254,
    .blocking = 0.01,
    .mount_m = NAN,
  };
}

static gboolean
is_between (double value, double low, double high)
{
  return value >= low && value <= high;
}

static gboolean
check_settings (const DectPlacementSettings *settings, GError **error)
{
  const char *wrong = NULL;

  if (!isnan (settings->target_dbm) && !is_between (settings->target_dbm, -90.0, -30.0))
    wrong = _("The level wanted must be from -90 to -30 dBm.");
  else if (!is_between (settings->share, 0.0, 1.0))
    wrong = _("The share of the area must be from 0 to 100 %.");
  else if (!is_between (settings->margin_db, 0.0, 30.0)
           || (!isnan (settings->link_margin_db)
               && !is_between (settings->link_margin_db, 0.0, 30.0)))
    wrong = _("A margin must be from 0 to 30 dB.");
  else if (settings->n_paths > 2)
    wrong = _("A base station can be asked to have no, one or two links.");
  else if (!is_between (settings->max_new, 1, DECT_PLACEMENT_MAX))
    wrong = _("From 1 to 1000 base stations can be placed.");
  else if (!(settings->blocking > 0.0 && settings->blocking < 1.0))
    wrong = _("The share of calls that may find no channel must be above 0 and below 100 %.");
  else if (!isnan (settings->mount_m) && !is_between (settings->mount_m, 0.0, 100.0))
    wrong = _("The mount height must be from 0 to 100 m.");
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, DECT_PLACEMENT_ERROR, DECT_PLACEMENT_ERROR_SETTINGS, wrong);
  return FALSE;
}

static gboolean
find_floors (DectPlacing *self, GError **error)
{
  self->floors = g_new0 (DectPlacingFloor, MAX (1, self->settings->n_floors));
  for (guint i = 0; i < self->settings->n_floors; i++)
    {
      guint32 id = self->settings->floors[i];
      gboolean known = dect_snapshot_find_floor (self->snapshot, id) == NULL;

      for (guint k = 0; k < i; k++)
        known |= self->settings->floors[k] == id;
      if (known)
        {
          g_set_error_literal (error, DECT_PLACEMENT_ERROR, DECT_PLACEMENT_ERROR_FLOOR,
                               _("The site has no such floor, or it is named twice."));
          return FALSE;
        }
      self->floors[i].floor = (guint) dect_snapshot_index (self->snapshot, id);
      self->floors[i].id = id;
      self->floors[i].places = dect_places_new (self->snapshot, self->floors[i].floor);
      self->n_floors = i + 1;
    }
  if (self->n_floors > 0)
    return TRUE;
  g_set_error_literal (error, DECT_PLACEMENT_ERROR, DECT_PLACEMENT_ERROR_FLOOR,
                       _("No floor was named."));
  return FALSE;
}

/* --- Area ------------------------------------------------------------------------------------- */

static void
enclose (DectRectangle *area, const DectRectangle *other)
{
  area->x1 = fmin (area->x1, other->x1);
  area->y1 = fmin (area->y1, other->y1);
  area->x2 = fmax (area->x2, other->x2);
  area->y2 = fmax (area->y2, other->y2);
}

static double
size_of (const DectRectangle *area)
{
  return area->x2 > area->x1 && area->y2 > area->y1 ? (area->x2 - area->x1) * (area->y2 - area->y1)
                                                    : 0.0;
}

/* Zones where there are any, else what the walls enclose. Without walls base stations may hang
 * wherever the zones are. */
static void
find_area (DectPlacingFloor *floor)
{
  DectPlaces *places = floor->places;

  floor->area = (DectRectangle){ INFINITY, INFINITY, -INFINITY, -INFINITY };
  for (guint i = 0; i < places->n_cover; i++)
    enclose (&floor->area, &places->cover[i]);
  if (!places->has_walls && places->n_cover > 0)
    enclose (&places->bounds, &floor->area);
  if (places->n_cover == 0 && places->has_walls)
    floor->area = places->bounds;
}

static gboolean
is_within (const DectRectangle *area, double x_m, double y_m)
{
  return x_m >= area->x1 && x_m <= area->x2 && y_m >= area->y1 && y_m <= area->y2;
}

/* A cell counts by its middle; a zone smaller than a cell by its own middle. */
gboolean
dect_placing_counts (
    const DectPlacing *self, const DectPlacingFloor *floor, double cell_m, double x_m, double y_m)
{
  const DectPlaces *places = floor->places;

  if (places->n_cover == 0)
    return dect_places_is_inside (places, x_m, y_m);
  for (guint i = 0; i < places->n_cover; i++)
    {
      const DectRectangle *zone = &places->cover[i];

      if (is_within (zone, x_m, y_m)
          || (fabs (0.5 * (zone->x1 + zone->x2) - x_m) <= 0.5 * cell_m
              && fabs (0.5 * (zone->y1 + zone->y2) - y_m) <= 0.5 * cell_m))
        return TRUE;
    }
  return FALSE;
}

static void
fill_cells (DectPlacing *self, DectPlacingFloor *floor)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint32));

  floor->first = self->n_cells;
  floor->columns = 1; /* of no row, where there is no area */
  if (size_of (&floor->area) > 0.0)
    {
      floor->columns
          = (guint) fmax (1.0, ceil ((floor->area.x2 - floor->area.x1) / self->cell_m - 1e-9));
      floor->rows
          = (guint) fmax (1.0, ceil ((floor->area.y2 - floor->area.y1) / self->cell_m - 1e-9));
    }
  for (guint32 i = 0; i < floor->columns * floor->rows; i++)
    {
      if (dect_placing_counts (self, floor, self->cell_m,
                               floor->area.x1 + (i % floor->columns + 0.5) * self->cell_m,
                               floor->area.y1 + (i / floor->columns + 0.5) * self->cell_m))
        g_array_append_val (cells, i);
    }
  floor->n_cells = cells->len;
  floor->cells = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&cells), FALSE);
  self->n_cells += floor->n_cells;
}

static gboolean
make_cells (DectPlacing *self, GError **error)
{
  double area_m2 = 0.0;

  for (guint i = 0; i < self->n_floors; i++)
    {
      find_area (&self->floors[i]);
      area_m2 += size_of (&self->floors[i].area);
    }
  self->cell_m = CLAMP (sqrt (area_m2 / WANTED_CELLS), MIN_CELL_M, MAX_CELL_M);
  if (area_m2 / (self->cell_m * self->cell_m) > DECT_PLACEMENT_MAX_CELLS)
    {
      g_set_error_literal (error, DECT_PLACEMENT_ERROR, DECT_PLACEMENT_ERROR_SIZE,
                           _("The area is too large to be planned at once: choose fewer floors."));
      return FALSE;
    }
  for (guint i = 0; i < self->n_floors; i++)
    fill_cells (self, &self->floors[i]);
  self->words = (self->n_cells + 63) / 64;
  if (self->n_cells > 0)
    return TRUE;
  g_set_error_literal (
      error, DECT_PLACEMENT_ERROR, DECT_PLACEMENT_ERROR_AREA,
      _("There is no area to cover: draw the walls of the floor, or a zone to cover."));
  return FALSE;
}

/* --- Zones ------------------------------------------------------------------------------------ */

/* Traffic is even over a zone, so some cells speak for all; steps of the golden section leave out
 * neither rows nor columns. */
static void
thin_out (GArray *cells)
{
  g_autofree guint32 *all = g_memdup2 (cells->data, cells->len * sizeof (guint32));
  guint n = cells->len;

  if (n <= ZONE_CELLS)
    return;
  g_array_set_size (cells, 0);
  for (guint i = 0; i < ZONE_CELLS; i++)
    {
      double place = (i + 0.5) * 0.6180339887498949;

      g_array_append_val (cells, all[(guint) ((place - floor (place)) * n)]);
    }
}

static void
add_zone (DectPlacing *self, const DectPlacingFloor *on, const DectZone *zone)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  DectRectangle area = { fmin (zone->x1_m, zone->x2_m), fmin (zone->y1_m, zone->y2_m),
                         fmax (zone->x1_m, zone->x2_m), fmax (zone->y1_m, zone->y2_m) };
  double middle_x_m = 0.5 * (area.x1 + area.x2);
  double middle_y_m = 0.5 * (area.y1 + area.y2);
  double nearest_m = INFINITY;
  guint32 nearest = 0;
  DectPlacingZone *into = &self->zones[self->n_zones];

  for (guint32 i = 0; i < on->n_cells; i++)
    {
      guint32 cell = on->first + i;
      double x_m = on->area.x1 + (on->cells[i] % on->columns + 0.5) * self->cell_m;
      double y_m = on->area.y1 + (on->cells[i] / on->columns + 0.5) * self->cell_m;
      double distance_m = hypot (x_m - middle_x_m, y_m - middle_y_m);

      if (is_within (&area, x_m, y_m))
        g_array_append_val (cells, cell);
      if (distance_m < nearest_m)
        {
          nearest_m = distance_m;
          nearest = cell;
        }
    }
  if (cells->len == 0)
    g_array_append_val (cells, nearest);
  thin_out (cells);
  into->id = zone->head.id;
  into->traffic_e = zone->traffic_e;
  into->n_cells = cells->len;
  into->cells = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&cells), FALSE);
  self->n_zones++;
}

static void
find_zones (DectPlacing *self)
{
  guint n = dect_snapshot_count (self->snapshot, DECT_KIND_ZONE);

  self->zones = g_new0 (DectPlacingZone, MAX (1, n));
  for (guint i = 0; i < n; i++)
    {
      const DectZone *zone = dect_snapshot_zone (self->snapshot, i);

      if (zone->kind != DECT_ZONE_COVER || !(zone->traffic_e > 0.0) || !isfinite (zone->traffic_e)
          || !isfinite (zone->x1_m + zone->y1_m + zone->x2_m + zone->y2_m)
          || zone->x1_m == zone->x2_m || zone->y1_m == zone->y2_m)
        continue;
      for (guint f = 0; f < self->n_floors; f++)
        {
          if (self->floors[f].id == zone->floor && self->floors[f].n_cells > 0)
            add_zone (self, &self->floors[f], zone);
        }
    }
}

/* --- New base stations ------------------------------------------------------------------------ */

static gboolean
is_planned (const DectPlacing *self, guint32 floor)
{
  for (guint i = 0; i < self->n_floors; i++)
    {
      if (self->floors[i].id == floor)
        return TRUE;
    }
  return FALSE;
}

/* One of the model that is used most: on the floor, else on the planned floors, else on the site.
 */
static const DectRfp *
find_like (const DectPlacing *self, const DectPlacingFloor *floor)
{
  const DectRfp *best = NULL;
  guint best_votes = 0;

  for (guint i = 0; i < self->n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (self->snapshot, i);
      guint votes = 0;

      for (guint k = 0; k < self->n_rfps; k++)
        {
          const DectRfp *other = dect_snapshot_rfp (self->snapshot, k);

          if (g_strcmp0 (rfp->model, other->model) == 0)
            votes += other->floor == floor->id         ? 1000000
                     : is_planned (self, other->floor) ? 1000
                                                       : 1;
        }
      if (best == NULL || votes > best_votes
          || (votes == best_votes && best->floor != floor->id && rfp->floor == floor->id))
        {
          best = rfp;
          best_votes = votes;
        }
    }
  return best;
}

/* One on each floor, so that the scene knows antenna, height and power of new ones. */
static void
make_scene (DectPlacing *self)
{
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_record_unref);
  gint above = 0;

  for (guint i = 0; i < self->n_floors; i++)
    {
      DectPlacingFloor *floor = &self->floors[i];
      DectRfp *rfp = dect_rfp_propose (self->snapshot, find_like (self, floor), above);

      if (self->settings->model != NULL)
        dect_set_str (&rfp->model, self->settings->model);
      if (!isnan (self->settings->mount_m))
        rfp->mount_m = self->settings->mount_m;
      rfp->reflective = self->settings->reflective;
      rfp->floor = floor->id;
      rfp->x_m = isfinite (floor->places->bounds.x1) ? floor->places->bounds.x1 : 0.0;
      rfp->y_m = isfinite (floor->places->bounds.y1) ? floor->places->bounds.y1 : 0.0;
      above = rfp->number;
      floor->template = self->n_rfps + i;
      g_ptr_array_add (records, rfp);
    }
  self->with_new = dect_snapshot_with (self->snapshot, (const DectRecord *const *) records->pdata,
                                       records->len);
  self->scene = dect_scene_new (self->with_new);
  self->walker = dect_scene_walker_new (self->scene);
}

/* --- Spots ------------------------------------------------------------------------------------ */

static DectSpot
spot_like (const DectPlacing *self, guint rfp)
{
  const DectRfp *record = dect_snapshot_rfp (self->with_new, rfp);
  const DectRfpModel *model = record->model != NULL ? dect_catalogue_find (record->model) : NULL;
  DectSpot spot = {
    .floor = DECT_PLACEMENT_NONE,
    .point = { record->x_m, record->y_m },
    .radio = self->scene->rfps[rfp],
    .channels
    = dect_erlang_channels (model != NULL ? model->channels : 0, record->reflective == TRUE),
  };

  spot.capacity_e = dect_erlang_capacity (spot.channels, self->settings->blocking);
  for (guint i = 0; i < self->n_floors; i++)
    {
      if (spot.radio.at.floor == (gint) self->floors[i].floor)
        spot.floor = i;
    }
  return spot;
}

/* What is stated of its links was true where it is. */
static gboolean
has_stated_links (const DectPlacing *self, guint32 rfp)
{
  for (guint i = 0; i < dect_snapshot_count (self->snapshot, DECT_KIND_LINK); i++)
    {
      const DectLink *link = dect_snapshot_link (self->snapshot, i);

      if (link->from == rfp || link->to == rfp)
        return TRUE;
    }
  return FALSE;
}

/* Rows of candidates are those of a new one, so it must be like one. */
static gboolean
can_move (const DectPlacing *self, const DectSpot *spot)
{
  const DectSceneRfp *like;

  if (!self->settings->move_existing || spot->floor == DECT_PLACEMENT_NONE || !spot->radio.on)
    return FALSE;
  like = &self->scene->rfps[self->floors[spot->floor].template];
  return spot->radio.at.z == like->at.z && spot->radio.at.antenna == NULL
         && like->at.antenna == NULL && spot->radio.eirp_dbm == like->eirp_dbm
         && spot->radio.cluster == like->cluster && !has_stated_links (self, spot->radio.id);
}

static void
add_candidates (DectPlacing *self, guint f, GArray *spots)
{
  const DectPlacingFloor *floor = &self->floors[f];
  g_autoptr (GArray) points = NULL;
  DectSpot like = spot_like (self, floor->template);

  if (floor->n_cells == 0)
    return;
  points = dect_places_lattice (floor->places, self->spacing_m, NULL);
  for (guint i = 0; i < points->len; i++)
    {
      DectSpot spot = like;
      DectPoint placed;

      spot.floor = f;
      spot.point = g_array_index (points, DectPoint, i);
      if (dect_places_distance (floor->places, spot.point.x, spot.point.y, 0)
              < DECT_PLACEMENT_APART_M
          && !self->settings->move_existing)
        continue;
      placed = dect_transform_apply (&self->scene->floors[floor->floor].to_building, spot.point);
      spot.radio.at.x = placed.x;
      spot.radio.at.y = placed.y;
      g_array_append_val (spots, spot);
    }
}

static void
make_spots (DectPlacing *self)
{
  g_autoptr (GArray) spots = g_array_new (FALSE, FALSE, sizeof (DectSpot));
  double largest_m2 = 0.0;
  double all_m2 = 0.0;

  self->is_node = g_new0 (gboolean, MAX (1, self->n_rfps));
  self->is_movable = g_new0 (gboolean, MAX (1, self->n_rfps));
  for (guint i = 0; i < self->n_rfps; i++)
    {
      DectSpot spot = spot_like (self, i);

      self->is_node[i] = dect_chain_get_node (self->chain, i)->component >= 0;
      self->is_movable[i] = can_move (self, &spot);
      g_array_append_val (spots, spot);
    }
  for (guint f = 0; f < self->n_floors; f++)
    {
      double area_m2 = size_of (&self->floors[f].places->bounds);

      largest_m2 = fmax (largest_m2, area_m2);
      all_m2 += area_m2;
    }
  self->spacing_m = CLAMP (sqrt (fmax (largest_m2 / FLOOR_SPOTS, all_m2 / ALL_SPOTS)),
                           MIN_SPACING_M, MAX_SPACING_M);
  for (guint f = 0; f < self->n_floors; f++)
    add_candidates (self, f, spots);
  self->n_spots = spots->len;
  self->spots = (DectSpot *) (gpointer) g_array_free (g_steal_pointer (&spots), FALSE);
  self->margins = g_new0 (float *, MAX (1, self->n_spots));
}

/* --- Public ----------------------------------------------------------------------------------- */

DectPlacing *
dect_placing_new (DectSnapshot *snapshot,
                  const DectPlacementSettings *settings,
                  DectProgressFunc progress,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (DectPlacing) self = g_new0 (DectPlacing, 1);
  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);

  self->snapshot = dect_snapshot_ref (snapshot);
  self->settings = settings;
  self->progress = progress;
  self->data = data;
  self->cancellable = cancellable;
  self->n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  self->sync_dbm = dect_limit_of_site (info, "sync");
  self->target_dbm
      = isnan (settings->target_dbm) ? dect_limit_of_site (info, "design") : settings->target_dbm;
  if (!check_settings (settings, error) || !find_floors (self, error) || !make_cells (self, error))
    return NULL;
  self->need = (guint) ceil (settings->share * self->n_cells - 1e-9);
  self->links = dect_links_new (snapshot, cancellable, error);
  if (self->links == NULL)
    return NULL;
  self->chain = dect_chain_new (snapshot, self->links);
  find_zones (self);
  make_scene (self);
  make_spots (self);
  dect_placing_set_margins (self, TRUE);
  return g_steal_pointer (&self);
}

void
dect_placing_free (DectPlacing *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_floors; i++)
    {
      dect_places_free (self->floors[i].places);
      g_free (self->floors[i].cells);
    }
  for (guint i = 0; i < self->n_zones; i++)
    g_free (self->zones[i].cells);
  for (guint i = 0; i < self->n_spots; i++)
    g_free (self->margins[i]);
  if (self->bare != self->with_margin)
    g_free (self->bare);
  g_free (self->with_margin);
  g_free (self->margins);
  g_free (self->floors);
  g_free (self->zones);
  g_free (self->spots);
  g_free (self->is_node);
  g_free (self->is_movable);
  g_clear_pointer (&self->walker, dect_scene_walker_free);
  g_clear_pointer (&self->scene, dect_scene_free);
  g_clear_pointer (&self->with_new, dect_snapshot_unref);
  g_clear_pointer (&self->chain, dect_chain_unref);
  g_clear_pointer (&self->links, dect_links_unref);
  g_clear_pointer (&self->snapshot, dect_snapshot_unref);
  g_free (self);
}

gboolean
dect_placing_is_cancelled (const DectPlacing *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

void
dect_placing_begin (DectPlacing *self, double from, double to)
{
  self->from = from;
  self->to = to;
}

void
dect_placing_report (const DectPlacing *self, const char *phase, double fraction)
{
  if (self->progress != NULL)
    self->progress (phase, self->from + fraction * (self->to - self->from), self->data);
}

void
dect_placing_set_margins (DectPlacing *self, gboolean with)
{
  double link_db = isnan (self->settings->link_margin_db) ? dect_limit_value ("weak-margin")
                                                          : self->settings->link_margin_db;

  self->limit_dbm = self->target_dbm + (with ? self->settings->margin_db : 0.0);
  self->link_db = with ? link_db : 0.0;
  self->cover = with ? self->with_margin : self->bare;
}
