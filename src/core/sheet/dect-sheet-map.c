/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-map-private.h"

#include "model/dect-i18n.h"

#include <math.h>

/* Without plan and walls this much is shown around the base stations. */
#define AROUND_M 3.0
#define LEAST_M 12.0

static const guint ratios[] = {
  10,  20,  25,  40,  50,  60,  75,  100, 125, 150,  175,  200,  250,  300,  350,  400,
  450, 500, 550, 600, 650, 700, 750, 800, 900, 1000, 1250, 1500, 2000, 2500, 5000, 10000,
};

static void
clear_mark (gpointer data)
{
  g_free (((DectMapMark *) data)->note);
}

static void
extend (DectSheetMap *self, DectPoint point)
{
  self->low = (DectPoint){ fmin (self->low.x, point.x), fmin (self->low.y, point.y) };
  self->high = (DectPoint){ fmax (self->high.x, point.x), fmax (self->high.y, point.y) };
}

static void
open_plan (DectSheetMap *self, DectSnapshot *snapshot, const DectFloor *floor)
{
  g_autoptr (GError) error = NULL;
  double width, height;
  GBytes *bytes;

  if (floor->plan == NULL)
    return;

  self->page = (guint) MAX (0, floor->plan_page);
  self->plan_to_floor = dect_floor_plan_transform (floor);
  bytes = dect_snapshot_get_blob (snapshot, floor->plan);
  if (bytes == NULL)
    self->problem = g_strdup (_("The plan image is missing."));
  else if ((self->plan = dect_plan_open (bytes, &error)) == NULL)
    self->problem = g_strdup (error->message);
  else if (self->page >= dect_plan_get_n_pages (self->plan))
    {
      self->problem = g_strdup_printf (_("The plan has no page %u."), self->page + 1);
      g_clear_pointer (&self->plan, dect_plan_unref);
    }
  if (self->plan != NULL && dect_plan_get_size (self->plan, self->page, &width, &height))
    self->crop = dect_floor_plan_crop (floor, width, height);
}

/* An RFP whose way to the root leaves the floor would look lost; say where it goes, or that it is
 * lost. */
static void
describe_chain (DectMapMark *mark, const DectSheetSite *site, const DectRfp *rfp, guint index)
{
  const DectChainNode *node;
  const DectRfp *parent;
  const DectFloor *floor;

  if (site->chain == NULL)
    return;
  node = dect_chain_get_node (site->chain, index);
  if (node->component >= 0 && node->level < 0)
    {
      mark->note = g_strdup (_("not connected"));
      mark->alarm = TRUE;
    }
  if (node->parent < 0)
    return;
  parent = dect_snapshot_rfp (site->snapshot, (guint) node->parent);
  floor = dect_snapshot_find_floor (site->snapshot, parent->floor);
  if (parent->floor != rfp->floor)
    /* Translators: a base station synchronises from base station 12, which is on another floor */
    mark->note = floor != NULL && floor->name != NULL
                     ? g_strdup_printf (_("from %s, %s"), site->labels[node->parent], floor->name)
                     : g_strdup_printf (_("from %s"), site->labels[node->parent]);
}

static void
collect_marks (DectSheetMap *self, const DectSheetSite *site, const DectFloor *floor)
{
  guint n_rfps = dect_snapshot_count (site->snapshot, DECT_KIND_RFP);
  g_autofree int *marks = g_new (int, n_rfps + 1);

  for (guint i = 0; i < n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (site->snapshot, i);
      DectMapMark mark = { 0 };

      marks[i] = -1;
      if (rfp->floor != floor->head.id || !dect_rfp_is_placed (rfp))
        continue;
      marks[i] = (int) self->marks->len;
      mark.rfp = i;
      mark.at = (DectPoint){ rfp->x_m, rfp->y_m };
      mark.label = site->labels[i];
      mark.role = (DectRole) rfp->role;
      mark.caption = dect_sheet_role_text (rfp);
      mark.n_tapes = dect_measure_walls (&g_array_index (self->pieces, DectMapPiece, 0),
                                         self->pieces->len, mark.at, mark.tapes);
      if ((self->parts & DECT_MAP_LINKS) != 0)
        describe_chain (&mark, site, rfp, i);
      g_array_append_val (self->marks, mark);
    }

  self->lines = (self->parts & DECT_MAP_LINKS) != 0
                    ? dect_map_collect_lines (site, marks)
                    : g_array_new (FALSE, FALSE, sizeof (DectMapLine));
}

static void
measure (DectSheetMap *self)
{
  double around = 0;

  self->low = (DectPoint){ INFINITY, INFINITY };
  self->high = (DectPoint){ -INFINITY, -INFINITY };
  if (self->plan != NULL)
    {
      for (guint corner = 0; corner < 4; corner++)
        extend (self, dect_transform_apply (
                          &self->plan_to_floor,
                          (DectPoint){ corner & 1 ? self->crop.right : self->crop.left,
                                       corner & 2 ? self->crop.bottom : self->crop.top }));
    }
  for (guint i = 0; i < self->pieces->len; i++)
    {
      extend (self, g_array_index (self->pieces, DectMapPiece, i).from);
      extend (self, g_array_index (self->pieces, DectMapPiece, i).to);
    }
  for (guint i = 0; i < self->remarks->len; i++)
    extend (self, g_array_index (self->remarks, DectMapRemark, i).at);
  if (self->plan == NULL && self->pieces->len == 0)
    around = AROUND_M;
  for (guint i = 0; i < self->marks->len; i++)
    {
      DectPoint at = g_array_index (self->marks, DectMapMark, i).at;

      extend (self, (DectPoint){ at.x - around, at.y - around });
      extend (self, (DectPoint){ at.x + around, at.y + around });
    }
}

/* A wall alone, or one base station, has no height to divide by. */
static void
widen (double *low, double *high, double least)
{
  double missing = least - (*high - *low);

  if (!isfinite (*low) || !isfinite (*high))
    {
      *low = 0;
      *high = least;
    }
  else if (missing > 0)
    {
      *low -= missing / 2;
      *high += missing / 2;
    }
}

DectSheetMap *
dect_sheet_map_new (const DectSheetSite *site, const DectFloor *floor, DectSheetMapParts parts)
{
  const DectBuilding *building;
  DectSheetMap *self;
  double least;

  g_return_val_if_fail (site != NULL && floor != NULL, NULL);

  self = g_new0 (DectSheetMap, 1);
  self->parts = parts;
  self->marks = g_array_new (FALSE, FALSE, sizeof (DectMapMark));
  g_array_set_clear_func (self->marks, clear_mark);
  building = dect_snapshot_find_building (site->snapshot, floor->building);
  self->north_deg = building != NULL ? building->north_deg : NAN;
  self->scaled = floor->plan == NULL || isfinite (floor->plan_scale_m);
  open_plan (self, site->snapshot, floor);
  self->pieces = dect_map_collect_walls (site->snapshot, floor);
  self->remarks = dect_map_collect_remarks (site->snapshot, floor);
  collect_marks (self, site, floor);
  measure (self);
  least = self->plan != NULL ? 1e-3 : LEAST_M;
  widen (&self->low.x, &self->high.x, least);
  widen (&self->low.y, &self->high.y, least);
  return self;
}

void
dect_sheet_map_free (DectSheetMap *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->plan, dect_plan_unref);
  g_free (self->problem);
  g_array_unref (self->marks);
  g_array_unref (self->lines);
  g_array_unref (self->pieces);
  g_array_unref (self->remarks);
  g_free (self->levels.best);
  g_free (self);
}

static double
inset (const DectSheetMap *self)
{
  return (self->parts & DECT_MAP_SMALL) != 0 ? DECT_MAP_SMALL_INSET_MM : DECT_MAP_INSET_MM;
}

/* What the legend may say more than the lines takes a second row in a wordy language. */
double
dect_map_foot (const DectSheetMap *self)
{
  if ((self->parts & DECT_MAP_SMALL) != 0)
    return 0;
  return self->levels.n_rows > 0 || (self->parts & DECT_MAP_TAPES) != 0
             ? DECT_MAP_FOOT_MM + DECT_MAP_FOOT_ROW_MM
             : DECT_MAP_FOOT_MM;
}

double
dect_sheet_map_fit (DectSheetMap *self, double width_mm, double height_mm)
{
  double inner_x_mm, inner_y_mm;

  g_return_val_if_fail (self != NULL, 0);

  inner_x_mm = fmax (10, width_mm - 2 * inset (self));
  inner_y_mm = fmax (10, height_mm - 2 * inset (self) - dect_map_foot (self));
  self->mm_per_m
      = fmin (inner_x_mm / (self->high.x - self->low.x), inner_y_mm / (self->high.y - self->low.y));
  if ((self->parts & DECT_MAP_SMALL) != 0)
    return dect_sheet_map_get_height (self);
  self->ratio = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ratios) && self->scaled && self->ratio == 0; i++)
    if (1000.0 / ratios[i] <= self->mm_per_m)
      self->ratio = ratios[i];
  if (self->scaled
      && self->ratio == 0) /* kilometres: still true to scale, if of no use on a ladder */
    self->ratio = (guint) fmin (ceil (0.1 / self->mm_per_m) * 10000, G_MAXINT32);
  if (self->ratio != 0)
    self->mm_per_m = 1000.0 / self->ratio;

  return dect_sheet_map_get_height (self);
}

double
dect_sheet_map_get_height (const DectSheetMap *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (self->high.y - self->low.y) * self->mm_per_m + 2 * inset (self) + dect_map_foot (self);
}

/* Pages along one side, of which each can show @room of @size: as few as it takes, all showing as
 * much, for a last page with a sliver of the plan helps nobody. */
static guint
share_tiles (double size, double room, double overlap, double *shown)
{
  guint n = size <= room + 1e-9
                ? 1
                : (guint) fmin (ceil ((size - overlap) / (room - overlap) - 1e-9), 1e6);

  *shown = (size + (n - 1) * overlap) / n;
  return n;
}

gboolean
dect_sheet_map_tile (
    DectSheetMap *self, guint ratio, double width_mm, double height_mm, DectSheetTiles *tiles)
{
  double inner_x_mm, inner_y_mm, overlap_m;

  g_return_val_if_fail (self != NULL && tiles != NULL, FALSE);
  g_return_val_if_fail (ratio > 0, FALSE);

  if (!self->scaled)
    return FALSE;
  inner_x_mm = width_mm - 2 * DECT_MAP_INSET_MM;
  inner_y_mm = height_mm - 2 * DECT_MAP_INSET_MM - dect_map_foot (self);
  self->ratio = ratio;
  self->mm_per_m = 1000.0 / ratio;
  overlap_m = DECT_MAP_OVERLAP_MM / self->mm_per_m;
  tiles->n_x = share_tiles (self->high.x - self->low.x, inner_x_mm / self->mm_per_m, overlap_m,
                            &tiles->width_m);
  tiles->n_y = share_tiles (self->high.y - self->low.y, inner_y_mm / self->mm_per_m, overlap_m,
                            &tiles->height_m);
  tiles->step_x_m = tiles->width_m - overlap_m;
  tiles->step_y_m = tiles->height_m - overlap_m;
  return TRUE;
}

char *
dect_sheet_tile_name (const DectSheetTiles *tiles, guint tile)
{
  guint column = tile % tiles->n_x, row = tile / tiles->n_x;
  g_autofree char *letters = dect_sheet_letters (column);

  return g_strdup_printf ("%s%u", letters, row + 1);
}

void
dect_sheet_map_set_index (DectSheetMap *self, const DectSheetTiles *tiles)
{
  g_return_if_fail (self != NULL && tiles != NULL);

  self->index = *tiles;
}

void
dect_sheet_map_set_coverage (DectSheetMap *self, DectCoverage *coverage)
{
  DectMapLevels *levels;

  g_return_if_fail (self != NULL && coverage != NULL);

  levels = &self->levels;
  g_free (levels->best);
  levels->n_columns = dect_coverage_get_n_columns (coverage);
  levels->n_rows = dect_coverage_get_n_rows (coverage);
  levels->area = *dect_coverage_get_area (coverage);
  levels->cell_m = dect_coverage_get_cell (coverage);
  levels->limit_dbm = dect_coverage_get_limit (coverage);
  levels->best = g_memdup2 (dect_coverage_get_best (coverage),
                            (gsize) levels->n_columns * levels->n_rows * sizeof (float));
}

void
dect_sheet_map_get_area (const DectSheetMap *self, DectArea *area)
{
  g_return_if_fail (self != NULL && area != NULL);

  *area = (DectArea){ self->low.x, self->low.y, self->high.x, self->high.y };
}

static const DectMapMark *
find_mark (const DectSheetMap *self, guint rfp)
{
  for (guint i = 0; i < self->marks->len; i++)
    if (g_array_index (self->marks, DectMapMark, i).rfp == rfp)
      return &g_array_index (self->marks, DectMapMark, i);
  return NULL;
}

char *
dect_sheet_map_dup_tapes (const DectSheetMap *self, guint rfp)
{
  const DectMapMark *mark;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  mark = find_mark (self, rfp);
  for (guint i = 0; mark != NULL && self->scaled && i < mark->n_tapes; i++)
    {
      const DectWallDistance *tape = &mark->tapes[i];
      g_autofree char *length = dect_sheet_length_text (tape->distance_m, 2);

      g_string_append (text, i > 0 ? "\n" : "");
      if (tape->distance_m < DECT_MEASURE_AT_WALL_M)
        g_string_append (text, _("on the wall"));
      else
        g_string_append_printf (text, "%s %s", dect_measure_arrow (mark->at, tape->foot), length);
    }
  return g_string_free (text, text->len == 0);
}

char *
dect_sheet_map_dup_coordinates (const DectSheetMap *self, guint rfp)
{
  const DectMapMark *mark;
  g_autofree char *x = NULL, *y = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  mark = find_mark (self, rfp);
  if (mark == NULL || !self->scaled)
    return NULL;
  x = dect_sheet_length_text (mark->at.x - self->low.x, 2);
  y = dect_sheet_length_text (mark->at.y - self->low.y, 2);
  return g_strdup_printf ("x %s\ny %s", x, y);
}

guint
dect_sheet_map_get_ratio (const DectSheetMap *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->ratio;
}
