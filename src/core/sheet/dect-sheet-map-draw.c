/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-map-private.h"

#include "model/dect-i18n.h"

#include <math.h>

#define SYMBOL_MM 3.5
#define SYMBOL_LEAST_MM 1.9
#define SMALL_SYMBOL_MM 2.1
#define SMALL_SYMBOL_LEAST_MM 0.9
#define NUMBER_LEAST_MM 1.5
#define TAPE_MM 0.15
#define ORIGIN_MM 6.0
#define TREE_MM 0.7
#define OTHER_MM 0.22
#define WALL_M 0.18
#define GRID_M 5.0

/* How much of the plan image is taken back to paper white, so that links and symbols stand out on
 * it. */
#define WASH 0.12

/* Symbols get smaller where two of them would touch. */
static double
symbol_radius (const DectMapDrawing *self)
{
  double nearest_mm = INFINITY;

  for (guint i = 0; i < self->map->marks->len; i++)
    for (guint j = i + 1; j < self->map->marks->len; j++)
      {
        DectPoint a = dect_map_mark_at (self, i), b = dect_map_mark_at (self, j);

        nearest_mm = fmin (nearest_mm, hypot (a.x - b.x, a.y - b.y));
      }

  if ((self->map->parts & DECT_MAP_SMALL) != 0)
    return CLAMP ((nearest_mm - 0.4) / 2, SMALL_SYMBOL_LEAST_MM, SMALL_SYMBOL_MM);
  return CLAMP ((nearest_mm - 0.8) / 2, SYMBOL_LEAST_MM, SYMBOL_MM);
}

static void
draw_problem (DectMapDrawing *self, const char *text)
{
  g_autoptr (PangoLayout) layout
      = dect_text_layout (self->context, DECT_TEXT_SUBTITLE, text, self->area.width_mm - 8, 4);

  dect_ink_set (self->cr, DECT_INK_RED);
  dect_text_show (self->cr, layout, self->area.x_mm + 4, self->area.y_mm + 4);
}

static void
draw_plan (DectMapDrawing *self)
{
  const DectSheetMap *map = self->map;
  const DectTransform *t = &map->plan_to_floor;
  cairo_matrix_t matrix;
  g_autoptr (GError) error = NULL;

  if (map->plan == NULL)
    {
      if (map->problem != NULL)
        draw_problem (self, map->problem);
      return;
    }

  cairo_save (self->cr);
  cairo_rectangle (self->cr, self->area.x_mm, self->area.y_mm, self->area.width_mm,
                   self->area.height_mm);
  cairo_clip (self->cr);
  cairo_translate (self->cr, self->area.x_mm, self->area.y_mm);
  cairo_scale (self->cr, map->mm_per_m, map->mm_per_m);
  cairo_translate (self->cr, -map->low.x, -map->low.y);
  cairo_matrix_init (&matrix, t->xx, t->yx, t->xy, t->yy, t->x0, t->y0);
  cairo_transform (self->cr, &matrix);
  cairo_rectangle (self->cr, map->crop.left, map->crop.top, map->crop.right - map->crop.left,
                   map->crop.bottom - map->crop.top);
  cairo_clip (self->cr);
  if (!dect_plan_draw (map->plan, map->page, self->cr, &error))
    g_debug ("plan image: %s", error->message);
  cairo_restore (self->cr);

  if (error != NULL)
    {
      draw_problem (self, error->message);
      return;
    }
  cairo_set_source_rgba (self->cr, 1, 1, 1, WASH);
  cairo_rectangle (self->cr, self->area.x_mm, self->area.y_mm, self->area.width_mm,
                   self->area.height_mm);
  cairo_fill (self->cr);
}

/* Without plan and walls: a grid of 5 m, whose lines are those of the floor's own frame. */
static void
draw_grid (DectMapDrawing *self)
{
  const DectSheetMap *map = self->map;
  double step_m = GRID_M;

  if (map->plan != NULL || map->pieces->len > 0)
    return;

  while (step_m * map->mm_per_m < 4)
    step_m *= 2;
  dect_ink_set (self->cr, DECT_INK_LIGHT);
  cairo_set_line_width (self->cr, 0.1);
  for (double x = ceil (map->low.x / step_m) * step_m; x < map->high.x; x += step_m)
    {
      cairo_move_to (self->cr, dect_map_on_paper (self, (DectPoint){ x, 0 }).x, self->area.y_mm);
      cairo_rel_line_to (self->cr, 0, self->area.height_mm);
    }
  for (double y = ceil (map->low.y / step_m) * step_m; y < map->high.y; y += step_m)
    {
      cairo_move_to (self->cr, self->area.x_mm, dect_map_on_paper (self, (DectPoint){ 0, y }).y);
      cairo_rel_line_to (self->cr, self->area.width_mm, 0);
    }
  cairo_rectangle (self->cr, self->area.x_mm, self->area.y_mm, self->area.width_mm,
                   self->area.height_mm);
  cairo_stroke (self->cr);
}

/* Over a plan image the walls only hint at what the prediction knows; without one they are the
 * plan. */
static void
draw_walls (DectMapDrawing *self)
{
  gboolean alone = self->map->plan == NULL, small = (self->map->parts & DECT_MAP_SMALL) != 0;
  double line_mm = alone ? CLAMP (WALL_M * self->map->mm_per_m, small ? 0.4 : 0.9, 1.4) : 0.3;

  if ((self->map->parts & DECT_MAP_WALLS) == 0)
    return;
  dect_ink_set (self->cr, DECT_INK_WALL);
  cairo_set_line_cap (self->cr, alone ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < self->map->pieces->len; i++)
    {
      const DectMapPiece *piece = &g_array_index (self->map->pieces, DectMapPiece, i);
      DectPoint from = dect_map_on_paper (self, piece->from),
                to = dect_map_on_paper (self, piece->to);

      cairo_set_line_width (self->cr, piece->window ? line_mm / 3 : line_mm);
      cairo_move_to (self->cr, from.x, from.y);
      cairo_line_to (self->cr, to.x, to.y);
      cairo_stroke (self->cr);
    }
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
}

void
dect_sheet_map_line (cairo_t *cr, DectMapLineKind kind, DectPoint from, DectPoint to)
{
  static const double dashes[] = { 2.0, 1.2 };

  cairo_save (cr);
  cairo_move_to (cr, from.x, from.y);
  cairo_line_to (cr, to.x, to.y);
  if (kind != DECT_MAP_LINE_OTHER)
    {
      /* a white seam keeps it apart from the plan's own lines */
      dect_ink_set (cr, DECT_INK_WHITE);
      cairo_set_line_width (cr, TREE_MM + 0.8);
      cairo_stroke_preserve (cr);
    }
  dect_ink_set (cr, kind == DECT_MAP_LINE_OTHER ? DECT_INK_GREY : DECT_INK_BLACK);
  cairo_set_line_width (cr, kind == DECT_MAP_LINE_OTHER ? OTHER_MM : TREE_MM);
  if (kind == DECT_MAP_LINE_SINGLE)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_lines (DectMapDrawing *self)
{
  for (guint i = 0; i < self->map->lines->len; i++)
    {
      const DectMapLine *line = &g_array_index (self->map->lines, DectMapLine, i);

      dect_sheet_map_line (self->cr, line->kind, dect_map_mark_at (self, line->a),
                           dect_map_mark_at (self, line->b));
    }
}

/* What each role looks like without colour: round and open, square, six-cornered. */
static void
trace_symbol (cairo_t *cr, DectRole role, double x_mm, double y_mm, double radius_mm)
{
  double r = radius_mm * (role == DECT_ROLE_MASTER ? 1.2 : 1.1);
  guint n = role == DECT_ROLE_MASTER ? 4 : 6;

  cairo_new_sub_path (cr);
  if (role == DECT_ROLE_NORMAL)
    {
      cairo_arc (cr, x_mm, y_mm, radius_mm, 0, 2 * G_PI);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      double angle = 2 * G_PI * i / n + (n == 4 ? G_PI / 4 : 0);

      cairo_line_to (cr, x_mm + r * cos (angle), y_mm + r * sin (angle));
    }
  cairo_close_path (cr);
}

void
dect_sheet_map_symbol (cairo_t *cr,
                       DectTextContext *context,
                       DectRole role,
                       const char *label,
                       double x_mm,
                       double y_mm,
                       double radius_mm)
{
  g_autoptr (PangoLayout) layout = dect_text_layout (context, DECT_TEXT_LABEL, label, -1, 0);
  gboolean filled = role != DECT_ROLE_NORMAL;
  double width_mm, height_mm, middle_mm, scale;

  trace_symbol (cr, role, x_mm, y_mm, radius_mm);
  dect_ink_set (cr, filled ? DECT_INK_BLACK : DECT_INK_WHITE);
  cairo_fill_preserve (cr);
  dect_ink_set (cr, DECT_INK_BLACK);
  cairo_set_line_width (cr, fmax (0.35, radius_mm * 0.15));
  cairo_stroke (cr);
  if (radius_mm < NUMBER_LEAST_MM)
    return;

  dect_text_size (layout, &width_mm, &height_mm);
  middle_mm = dect_text_ink_middle (layout);
  scale = fmin (1.25, fmin (1.5 * radius_mm / fmax (width_mm, 0.1), 1.35 * radius_mm / height_mm));
  cairo_save (cr);
  cairo_translate (cr, x_mm, y_mm);
  cairo_scale (cr, scale, scale);
  dect_ink_set (cr, filled ? DECT_INK_WHITE : DECT_INK_BLACK);
  dect_text_show (cr, layout, -width_mm / 2, -middle_mm);
  cairo_restore (cr);
}

/* A tile shows the symbols that it can show whole; the overlap sees to it that each has such a
 * tile. */
static gboolean
is_inside (const DectMapDrawing *self, DectPoint at)
{
  const DectSheetRect *clip = &self->clip;
  double r = self->radius_mm;

  return at.x >= clip->x_mm + r && at.x <= clip->x_mm + clip->width_mm - r && at.y >= clip->y_mm + r
         && at.y <= clip->y_mm + clip->height_mm - r;
}

static void
draw_symbols (DectMapDrawing *self)
{
  double r = self->radius_mm;

  for (guint i = 0; i < self->map->marks->len; i++)
    {
      const DectMapMark *mark = &g_array_index (self->map->marks, DectMapMark, i);
      DectPoint at = dect_map_mark_at (self, i);
      DectSheetRect box = { at.x - r, at.y - r, 2 * r, 2 * r };

      if (!is_inside (self, at))
        continue;
      dect_sheet_map_symbol (self->cr, self->context, mark->role, mark->label, at.x, at.y, r);
      g_array_append_val (self->taken, box);
    }
}

static void
draw_tapes (DectMapDrawing *self)
{
  static const double dashes[] = { 0.8, 0.6 };

  if ((self->map->parts & DECT_MAP_TAPES) == 0 || !self->map->scaled)
    return;

  cairo_save (self->cr);
  dect_ink_set (self->cr, DECT_INK_BLACK);
  cairo_set_line_width (self->cr, TAPE_MM);
  for (guint i = 0; i < self->map->marks->len; i++)
    {
      const DectMapMark *mark = &g_array_index (self->map->marks, DectMapMark, i);
      DectPoint at = dect_map_mark_at (self, i);

      for (guint n = 0; n < mark->n_tapes; n++)
        {
          DectPoint foot = dect_map_on_paper (self, mark->tapes[n].foot);

          if (mark->tapes[n].distance_m < DECT_MEASURE_AT_WALL_M)
            continue;
          cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
          cairo_move_to (self->cr, at.x, at.y);
          cairo_line_to (self->cr, foot.x, foot.y);
          cairo_stroke (self->cr);
          cairo_arc (self->cr, foot.x, foot.y, 0.4, 0, 2 * G_PI);
          cairo_fill (self->cr);
        }
    }
  cairo_restore (self->cr);
}

static void
draw_origin (DectMapDrawing *self)
{
  double x_mm = self->area.x_mm, y_mm = self->area.y_mm;

  if ((self->map->parts & DECT_MAP_ORIGIN) == 0 || !self->map->scaled)
    return;
  dect_ink_set (self->cr, DECT_INK_BLACK);
  cairo_set_line_width (self->cr, 0.35);
  cairo_move_to (self->cr, x_mm, y_mm + ORIGIN_MM);
  cairo_line_to (self->cr, x_mm, y_mm);
  cairo_line_to (self->cr, x_mm + ORIGIN_MM, y_mm);
  cairo_stroke (self->cr);
  cairo_arc (self->cr, x_mm, y_mm, 0.9, 0, 2 * G_PI);
  cairo_fill (self->cr);
}

DectPoint
dect_map_on_paper (const DectMapDrawing *self, DectPoint metres)
{
  return (DectPoint){ self->area.x_mm + (metres.x - self->map->low.x) * self->map->mm_per_m,
                      self->area.y_mm + (metres.y - self->map->low.y) * self->map->mm_per_m };
}

DectPoint
dect_map_mark_at (const DectMapDrawing *self, guint mark)
{
  return dect_map_on_paper (self, g_array_index (self->map->marks, DectMapMark, mark).at);
}

static void
draw_content (DectMapDrawing *self, const DectSheetTiles *tiles, guint tile)
{
  cairo_save (self->cr);
  cairo_rectangle (self->cr, self->clip.x_mm, self->clip.y_mm, self->clip.width_mm,
                   self->clip.height_mm);
  cairo_clip (self->cr);
  draw_plan (self);
  dect_map_draw_coverage (self);
  draw_grid (self);
  draw_walls (self);
  draw_origin (self);
  draw_lines (self);
  draw_tapes (self);
  draw_symbols (self);
  dect_map_draw_index (self);
  if (tiles != NULL)
    dect_map_draw_seams (self, tiles, tile);
  if ((self->map->parts & DECT_MAP_SMALL) == 0)
    dect_map_draw_labels (self);
  cairo_restore (self->cr);
}

static void
begin (DectMapDrawing *self, const DectSheetMap *map, cairo_t *cr, DectTextContext *context)
{
  *self = (DectMapDrawing){ .map = map, .cr = cr, .context = context };
  self->area.width_mm = (map->high.x - map->low.x) * map->mm_per_m;
  self->area.height_mm = (map->high.y - map->low.y) * map->mm_per_m;
  self->taken = g_array_new (FALSE, FALSE, sizeof (DectSheetRect));
}

void
dect_sheet_map_draw (const DectSheetMap *self,
                     cairo_t *cr,
                     DectTextContext *context,
                     const DectSheetRect *box)
{
  DectMapDrawing drawing;
  double foot_mm, inset_mm;

  g_return_if_fail (self != NULL && self->mm_per_m > 0);

  begin (&drawing, self, cr, context);
  foot_mm = dect_map_foot (self);
  inset_mm = (dect_sheet_map_get_height (self) - foot_mm - drawing.area.height_mm) / 2;
  drawing.area.x_mm = (self->parts & DECT_MAP_SMALL) != 0
                          ? box->x_mm + inset_mm
                          : box->x_mm + (box->width_mm - drawing.area.width_mm) / 2;
  drawing.area.y_mm = box->y_mm + inset_mm;
  drawing.clip = (DectSheetRect){ box->x_mm, box->y_mm, box->width_mm,
                                  drawing.area.height_mm + 2 * inset_mm };
  drawing.radius_mm = symbol_radius (&drawing);

  cairo_save (cr);
  draw_content (&drawing, NULL, 0);
  if (foot_mm > 0)
    dect_map_draw_foot (&drawing, box->x_mm, box->x_mm + box->width_mm,
                        drawing.clip.y_mm + drawing.clip.height_mm);
  cairo_restore (cr);

  g_array_unref (drawing.taken);
}

void
dect_sheet_map_draw_tile (const DectSheetMap *self,
                          cairo_t *cr,
                          DectTextContext *context,
                          const DectSheetRect *box,
                          const DectSheetTiles *tiles,
                          guint tile)
{
  guint column = tile % tiles->n_x, row = tile / tiles->n_x;
  DectMapDrawing drawing;

  g_return_if_fail (self != NULL && self->mm_per_m > 0);
  g_return_if_fail (tile < tiles->n_x * tiles->n_y);

  begin (&drawing, self, cr, context);
  drawing.clip.width_mm = tiles->width_m * self->mm_per_m;
  drawing.clip.height_mm = tiles->height_m * self->mm_per_m;
  drawing.clip.x_mm = box->x_mm + (box->width_mm - drawing.clip.width_mm) / 2;
  drawing.clip.y_mm = box->y_mm + DECT_MAP_INSET_MM;
  drawing.area.x_mm = drawing.clip.x_mm - column * tiles->step_x_m * self->mm_per_m;
  drawing.area.y_mm = drawing.clip.y_mm - row * tiles->step_y_m * self->mm_per_m;
  drawing.radius_mm = symbol_radius (&drawing);

  cairo_save (cr);
  draw_content (&drawing, tiles, tile);
  dect_map_draw_foot (&drawing, box->x_mm, box->x_mm + box->width_mm,
                      drawing.clip.y_mm + drawing.clip.height_mm + DECT_MAP_INSET_MM);
  cairo_restore (cr);

  g_array_unref (drawing.taken);
}
