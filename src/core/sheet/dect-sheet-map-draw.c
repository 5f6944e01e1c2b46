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
  gboolean alone = self->map->plan == NULL;
  double line_mm = alone ? CLAMP (WALL_M * self->map->mm_per_m, 0.9, 1.4) : 0.3;

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

static void
stroke_line (cairo_t *cr, DectMapLineKind kind, DectPoint from, DectPoint to)
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

      stroke_line (self->cr, line->kind, dect_map_mark_at (self, line->a),
                   dect_map_mark_at (self, line->b));
    }
}

static void
draw_symbol (cairo_t *cr,
             DectTextContext *context,
             const char *label,
             gboolean filled,
             DectPoint at,
             double radius_mm)
{
  g_autoptr (PangoLayout) layout = dect_text_layout (context, DECT_TEXT_LABEL, label, -1, 0);
  double width_mm, height_mm, middle_mm, scale;

  cairo_new_sub_path (cr);
  cairo_arc (cr, at.x, at.y, radius_mm, 0, 2 * G_PI);
  dect_ink_set (cr, filled ? DECT_INK_BLACK : DECT_INK_WHITE);
  cairo_fill_preserve (cr);
  dect_ink_set (cr, DECT_INK_BLACK);
  cairo_set_line_width (cr, fmax (0.35, radius_mm * 0.15));
  cairo_stroke (cr);

  dect_text_size (layout, &width_mm, &height_mm);
  middle_mm = dect_text_ink_middle (layout);
  scale = fmin (1.25, fmin (1.5 * radius_mm / fmax (width_mm, 0.1), 1.35 * radius_mm / height_mm));
  cairo_save (cr);
  cairo_translate (cr, at.x, at.y);
  cairo_scale (cr, scale, scale);
  dect_ink_set (cr, filled ? DECT_INK_WHITE : DECT_INK_BLACK);
  dect_text_show (cr, layout, -width_mm / 2, -middle_mm);
  cairo_restore (cr);
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

      draw_symbol (self->cr, self->context, mark->label, mark->filled, at, r);
      g_array_append_val (self->taken, box);
    }
}

static double
nice_length (double mm_per_m)
{
  static const double lengths[] = { 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (lengths[i] * mm_per_m >= 20)
      return lengths[i];

  return lengths[G_N_ELEMENTS (lengths) - 1];
}

static void
draw_scale_bar (DectMapDrawing *self, double y_mm)
{
  double length_m = nice_length (self->map->mm_per_m), length_mm = length_m * self->map->mm_per_m;
  double x_mm = self->area.x_mm;
  g_autofree char *text = NULL;

  if (!self->map->scaled)
    {
      dect_text_draw (self->cr, self->context, DECT_TEXT_SMALL, DECT_INK_RED,
                      _("Not to scale: the length of the plan was not set yet."), x_mm, y_mm - 1.8,
                      0);
      return;
    }

  dect_ink_set (self->cr, DECT_INK_BLACK);
  cairo_set_line_width (self->cr, 0.3);
  cairo_move_to (self->cr, x_mm, y_mm - 1);
  cairo_rel_line_to (self->cr, 0, 2);
  cairo_move_to (self->cr, x_mm, y_mm);
  cairo_rel_line_to (self->cr, length_mm, 0);
  cairo_move_to (self->cr, x_mm + length_mm, y_mm - 1);
  cairo_rel_line_to (self->cr, 0, 2);
  cairo_stroke (self->cr);
  text = g_strdup_printf (_("%g m"), length_m);
  dect_text_draw (self->cr, self->context, DECT_TEXT_SMALL, DECT_INK_BLACK, text,
                  x_mm + length_mm + 1.5, y_mm - 1.8, 0);
}

/* From the right edge to the left: only what the plan above shows. */
static void
draw_legend (DectMapDrawing *self, double right_mm, double y_mm)
{
  static const char *const texts[] = {
    [DECT_MAP_LINE_OTHER] = N_("other link"),
    [DECT_MAP_LINE_TREE] = N_("synchronisation"),
    [DECT_MAP_LINE_SINGLE] = N_("only link"),
  };
  gboolean used[G_N_ELEMENTS (texts)] = { FALSE };

  for (guint i = 0; i < self->map->lines->len; i++)
    used[g_array_index (self->map->lines, DectMapLine, i).kind] = TRUE;

  for (guint kind = 0; kind < G_N_ELEMENTS (texts); kind++)
    {
      if (!used[kind])
        continue;
      right_mm -= dect_text_draw (self->cr, self->context, DECT_TEXT_SMALL, DECT_INK_GREY,
                                  _(texts[kind]), right_mm, y_mm - 1.8, 1)
                  + 1.5;
      stroke_line (self->cr, (DectMapLineKind) kind, (DectPoint){ right_mm - 8, y_mm },
                   (DectPoint){ right_mm, y_mm });
      right_mm -= 8 + 5;
    }
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

void
dect_sheet_map_draw (const DectSheetMap *self,
                     cairo_t *cr,
                     DectTextContext *context,
                     const DectSheetRect *box)
{
  DectMapDrawing drawing = { .map = self, .cr = cr, .context = context };
  double foot_mm;

  g_return_if_fail (self != NULL && self->mm_per_m > 0);

  drawing.area.width_mm = (self->high.x - self->low.x) * self->mm_per_m;
  drawing.area.height_mm = (self->high.y - self->low.y) * self->mm_per_m;
  drawing.area.x_mm = box->x_mm + (box->width_mm - drawing.area.width_mm) / 2;
  drawing.area.y_mm = box->y_mm + DECT_MAP_INSET_MM;
  drawing.radius_mm = symbol_radius (&drawing);
  drawing.taken = g_array_new (FALSE, FALSE, sizeof (DectSheetRect));

  cairo_save (cr);
  draw_plan (&drawing);
  draw_grid (&drawing);
  draw_walls (&drawing);
  draw_lines (&drawing);
  draw_symbols (&drawing);
  dect_map_draw_labels (&drawing);
  foot_mm = drawing.area.y_mm + drawing.area.height_mm + DECT_MAP_INSET_MM + DECT_MAP_FOOT_MM / 2;
  draw_scale_bar (&drawing, foot_mm);
  draw_legend (&drawing, box->x_mm + box->width_mm, foot_mm);
  cairo_restore (cr);

  g_array_unref (drawing.taken);
}
