/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-map-private.h"

#include "model/dect-i18n.h"

#include <math.h>

#define SAMPLE_MM 8.0
#define GAP_MM 5.0
#define NORTH_MM 2.6

/* A legend being laid: from the right edge to the left, then in the next row. */
typedef struct
{
  DectMapDrawing *drawing;
  double left_mm;
  double right_mm;
  double x_mm;
  double y_mm;
} Legend;

static double
nice_length (double mm_per_m)
{
  static const double lengths[] = { 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (lengths[i] * mm_per_m >= 20)
      return lengths[i];

  return lengths[G_N_ELEMENTS (lengths) - 1];
}

/* Returns: where it ends. */
static double
draw_scale_bar (DectMapDrawing *self, double x_mm, double y_mm)
{
  double length_m = nice_length (self->map->mm_per_m), length_mm = length_m * self->map->mm_per_m;
  g_autofree char *text = NULL;

  if (!self->map->scaled)
    return x_mm
           + dect_text_draw (self->cr, self->context, DECT_TEXT_SMALL, DECT_INK_RED,
                             _("Not to scale: the length of the plan was not set yet."), x_mm,
                             y_mm - 1.8, 0);

  dect_ink_set (self->cr, DECT_INK_BLACK);
  cairo_set_line_width (self->cr, 0.3);
  cairo_move_to (self->cr, x_mm, y_mm - 1);
  cairo_rel_line_to (self->cr, 0, 2);
  cairo_move_to (self->cr, x_mm, y_mm);
  cairo_rel_line_to (self->cr, length_mm, 0);
  cairo_move_to (self->cr, x_mm + length_mm, y_mm - 1);
  cairo_rel_line_to (self->cr, 0, 2);
  cairo_stroke (self->cr);
  text = dect_sheet_length_text (length_m, length_m < 1 ? 1 : 0);
  return x_mm + length_mm + 1.5
         + dect_text_draw (self->cr, self->context, DECT_TEXT_SMALL, DECT_INK_BLACK, text,
                           x_mm + length_mm + 1.5, y_mm - 1.8, 0);
}

/* A needle in a ring, its dark half to the north. Returns: where it ends. */
static double
draw_north (DectMapDrawing *self, double x_mm, double y_mm)
{
  cairo_t *cr = self->cr;

  if (!isfinite (self->map->north_deg))
    return x_mm;

  x_mm += GAP_MM + NORTH_MM;
  dect_ink_set (cr, DECT_INK_BLACK);
  cairo_save (cr);
  cairo_translate (cr, x_mm, y_mm);
  cairo_rotate (cr, self->map->north_deg * G_PI / 180);
  cairo_set_line_width (cr, 0.2);
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, NORTH_MM, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_move_to (cr, -0.9, 0);
  cairo_line_to (cr, 0, -NORTH_MM);
  cairo_line_to (cr, 0.9, 0);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_move_to (cr, -0.9, 0);
  cairo_line_to (cr, 0, NORTH_MM);
  cairo_line_to (cr, 0.9, 0);
  cairo_stroke (cr);
  cairo_restore (cr);
  x_mm += NORTH_MM + 1.2;
  return x_mm
         + dect_text_draw (cr, self->context, DECT_TEXT_SMALL, DECT_INK_BLACK, _("North"), x_mm,
                           y_mm - 1.8, 0);
}

/* Makes room for a sample and its words, draws these. Returns: where the sample begins. */
static DectPoint
add_item (Legend *self, const char *text)
{
  g_autoptr (PangoLayout) layout
      = dect_text_layout (self->drawing->context, DECT_TEXT_SMALL, text, -1, 0);
  DectPoint at;
  double width_mm;

  dect_text_size (layout, &width_mm, NULL);
  if (self->x_mm - width_mm - SAMPLE_MM - 1.5 < self->left_mm && self->x_mm < self->right_mm)
    {
      self->x_mm = self->right_mm;
      self->y_mm += DECT_MAP_FOOT_ROW_MM;
    }
  dect_ink_set (self->drawing->cr, DECT_INK_GREY);
  dect_text_show (self->drawing->cr, layout, self->x_mm - width_mm, self->y_mm - 1.8);
  at = (DectPoint){ self->x_mm - width_mm - 1.5 - SAMPLE_MM, self->y_mm };
  self->x_mm = at.x - GAP_MM;
  return at;
}

static void
add_lines (Legend *self)
{
  const DectSheetMap *map = self->drawing->map;
  gboolean used[DECT_MAP_LINE_SINGLE + 1] = { FALSE };

  for (guint i = 0; i < map->lines->len; i++)
    used[g_array_index (map->lines, DectMapLine, i).kind] = TRUE;
  for (guint kind = 0; kind < G_N_ELEMENTS (used); kind++)
    if (used[kind])
      {
        DectPoint at = add_item (self, dect_sheet_map_line_text ((DectMapLineKind) kind));

        dect_sheet_map_line (self->drawing->cr, (DectMapLineKind) kind, at,
                             (DectPoint){ at.x + SAMPLE_MM, at.y });
      }
}

static void
add_coverage (Legend *self)
{
  const DectSheetMap *map = self->drawing->map;
  cairo_t *cr = self->drawing->cr;
  g_autofree char *level = NULL, *text = NULL;
  DectPoint at;
  double rgba[4];

  if (map->levels.n_rows == 0)
    return;
  level = dect_sheet_level_text (map->levels.limit_dbm);
  /* Translators: a line on the plan; the argument is a radio level */
  text = g_strdup_printf (_("%s dBm and better inside"), level);
  at = add_item (self, text);
  dect_coverage_color (map->levels.limit_dbm, rgba);
  cairo_rectangle (cr, at.x, at.y - 1.2, SAMPLE_MM, 2.4);
  cairo_set_source_rgba (cr, rgba[0], rgba[1], rgba[2], rgba[3] * DECT_MAP_COVERAGE_OPACITY);
  cairo_fill_preserve (cr);
  dect_ink_set (cr, DECT_INK_BLACK);
  cairo_set_line_width (cr, DECT_MAP_CONTOUR_MM);
  cairo_stroke (cr);
}

static void
add_tapes (Legend *self)
{
  static const double dashes[] = { 0.8, 0.6 };
  const DectSheetMap *map = self->drawing->map;
  cairo_t *cr = self->drawing->cr;
  gboolean used = FALSE;
  DectPoint at;

  for (guint i = 0; i < map->marks->len; i++)
    used |= g_array_index (map->marks, DectMapMark, i).n_tapes > 0;
  if (!used || (map->parts & DECT_MAP_TAPES) == 0 || !map->scaled)
    return;
  at = add_item (self, _("distance in the table"));
  cairo_save (cr);
  dect_ink_set (cr, DECT_INK_BLACK);
  cairo_set_line_width (cr, 0.15);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cr, at.x, at.y);
  cairo_rel_line_to (cr, SAMPLE_MM, 0);
  cairo_stroke (cr);
  cairo_arc (cr, at.x + SAMPLE_MM, at.y, 0.4, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
dect_map_draw_foot (DectMapDrawing *self, double left_mm, double right_mm, double y_mm)
{
  double middle_mm = y_mm + DECT_MAP_FOOT_MM / 2;
  double end_mm = draw_north (self, draw_scale_bar (self, left_mm, middle_mm), middle_mm);
  Legend legend = { self, end_mm + GAP_MM, right_mm, right_mm, middle_mm };

  add_lines (&legend);
  add_tapes (&legend);
  add_coverage (&legend);
}

const char *
dect_sheet_map_line_text (DectMapLineKind kind)
{
  static const char *const texts[] = {
    [DECT_MAP_LINE_OTHER] = N_("other link"),
    [DECT_MAP_LINE_TREE] = N_("synchronisation"),
    [DECT_MAP_LINE_SINGLE] = N_("only link"),
  };

  return _(texts[kind]);
}
