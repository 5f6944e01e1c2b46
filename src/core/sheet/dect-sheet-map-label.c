/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-map-private.h"

#include "model/dect-i18n.h"

#include <math.h>

#define PILL_X_MM 1.2
#define PILL_Y_MM 0.2
#define PIN_MM 0.7
#define REMARK_MM 42.0
#define REMARK_LINES 4

/* A label being placed: where its middle may lie, best first. */
typedef struct
{
  PangoLayout *layout;
  DectInk ink;
  gboolean outlined;
  gboolean avoid_lines;
  const DectPoint *middles;
  guint n_middles;
} Label;

static gboolean
overlap (const DectSheetRect *a, const DectSheetRect *b)
{
  return a->x_mm < b->x_mm + b->width_mm && b->x_mm < a->x_mm + a->width_mm
         && a->y_mm < b->y_mm + b->height_mm && b->y_mm < a->y_mm + a->height_mm;
}

gboolean
dect_map_is_free (const DectMapDrawing *self, const DectSheetRect *box)
{
  const DectSheetRect *clip = &self->clip;

  for (guint i = 0; i < self->taken->len; i++)
    if (overlap (box, &g_array_index (self->taken, DectSheetRect, i)))
      return FALSE;

  return box->x_mm >= clip->x_mm && box->y_mm >= clip->y_mm
         && box->x_mm + box->width_mm <= clip->x_mm + clip->width_mm
         && box->y_mm + box->height_mm <= clip->y_mm + clip->height_mm;
}

/* Narrows the part [*from, *to] of a line that lies between two limits of one axis. */
static void
clip_axis (double start, double step, double low, double high, double *from, double *to)
{
  if (step == 0)
    {
      if (start < low || start > high)
        *to = -1;
      return;
    }
  *from = fmax (*from, fmin ((low - start) / step, (high - start) / step));
  *to = fmin (*to, fmax ((low - start) / step, (high - start) / step));
}

static gboolean
is_crossed (const DectMapDrawing *self, const DectSheetRect *box)
{
  for (guint i = 0; i < self->map->lines->len; i++)
    {
      const DectMapLine *line = &g_array_index (self->map->lines, DectMapLine, i);
      DectPoint a = dect_map_mark_at (self, line->a), b = dect_map_mark_at (self, line->b);
      double from = 0, to = 1;

      if (line->kind == DECT_MAP_LINE_OTHER)
        continue;
      clip_axis (a.x, b.x - a.x, box->x_mm, box->x_mm + box->width_mm, &from, &to);
      clip_axis (a.y, b.y - a.y, box->y_mm, box->y_mm + box->height_mm, &from, &to);
      if (from < to)
        return TRUE;
    }

  return FALSE;
}

static void
draw_pill (DectMapDrawing *self, const Label *label, const DectSheetRect *box)
{
  double r = fmin (box->height_mm / 2, 1.6);
  cairo_t *cr = self->cr;

  cairo_new_sub_path (cr);
  cairo_arc (cr, box->x_mm + box->width_mm - r, box->y_mm + r, r, -G_PI / 2, 0);
  cairo_arc (cr, box->x_mm + box->width_mm - r, box->y_mm + box->height_mm - r, r, 0, G_PI / 2);
  cairo_arc (cr, box->x_mm + r, box->y_mm + box->height_mm - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, box->x_mm + r, box->y_mm + r, r, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  dect_ink_set (cr, DECT_INK_WHITE);
  cairo_fill_preserve (cr);
  dect_ink_set (cr, label->ink);
  cairo_set_line_width (cr, 0.2);
  if (label->outlined)
    cairo_stroke (cr);
  else
    cairo_new_path (cr);
  dect_text_show (cr, label->layout, box->x_mm + PILL_X_MM,
                  box->y_mm + box->height_mm / 2 - dect_text_ink_middle (label->layout));
}

static void
place (DectMapDrawing *self, const Label *label)
{
  DectSheetRect box;

  dect_text_size (label->layout, &box.width_mm, &box.height_mm);
  box.width_mm += 2 * PILL_X_MM;
  box.height_mm += 2 * PILL_Y_MM;
  /* first round: clear of lines; second: at least clear of symbols and labels */
  for (guint round = label->avoid_lines ? 0 : 1; round < 2; round++)
    for (guint i = 0; i < label->n_middles; i++)
      {
        box.x_mm = label->middles[i].x - box.width_mm / 2;
        box.y_mm = label->middles[i].y - box.height_mm / 2;
        if (!dect_map_is_free (self, &box) || (round == 0 && is_crossed (self, &box)))
          continue;
        draw_pill (self, label, &box);
        g_array_append_val (self->taken, box);
        return;
      }
}

static void
label_mark (DectMapDrawing *self, DectPoint at, DectTextStyle style, DectInk ink, const char *text)
{
  /* below, above, right, left, then the corners, then farther off; in steps of the label's size */
  static const DectPoint sides[] = { { 0, 1 },  { 0, -1 }, { 1, 0 },   { -1, 0 }, { 1, 1 },
                                     { -1, 1 }, { 1, -1 }, { -1, -1 }, { 0, 2 },  { 0, -2 } };
  g_autoptr (PangoLayout) layout = dect_text_layout (self->context, style, text, -1, 0);
  DectPoint middles[G_N_ELEMENTS (sides)];
  Label label = { layout, ink, FALSE, TRUE, middles, G_N_ELEMENTS (middles) };
  double width_mm, height_mm;

  dect_text_size (layout, &width_mm, &height_mm);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      middles[i].x = at.x + sides[i].x * (self->radius_mm + 0.5 + PILL_X_MM + width_mm / 2);
      middles[i].y = at.y + sides[i].y * (self->radius_mm + 0.6 + height_mm / 2);
    }
  place (self, &label);
}

static void
label_line (DectMapDrawing *self, const DectMapLine *line)
{
  static const double steps[] = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74 };
  DectPoint a = dect_map_mark_at (self, line->a), b = dect_map_mark_at (self, line->b);
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text = NULL;
  DectPoint middles[G_N_ELEMENTS (steps)];
  Label label = { NULL, DECT_INK_RED, TRUE, FALSE, middles, G_N_ELEMENTS (middles) };

  for (guint n = 0; n < G_N_ELEMENTS (steps); n++)
    middles[n] = (DectPoint){ a.x + steps[n] * (b.x - a.x), a.y + steps[n] * (b.y - a.y) };
  if (isfinite (line->level_dbm))
    /* Translators: a radio level */
    {
      g_autofree char *level = dect_sheet_level_text (line->level_dbm);

      text = g_strdup_printf (_("%s dBm"), level);
    }
  else
    text = g_strdup (_("only link"));
  layout = dect_text_layout (self->context, DECT_TEXT_SMALL, text, -1, 0);
  label.layout = layout;
  place (self, &label);
}

/* A note stands beside its pin, over a link if need be: somebody wanted it to be read there. Where
 * the others leave no room it is drawn all the same. */
static void
draw_remark (DectMapDrawing *self, const DectMapRemark *remark)
{
  static const DectPoint sides[] = { { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };
  DectPoint at = dect_map_on_paper (self, remark->at);
  g_autoptr (PangoLayout) layout
      = dect_text_layout (self->context, DECT_TEXT_SMALL, remark->text, REMARK_MM, REMARK_LINES);
  DectSheetRect box, pin = { at.x - PIN_MM, at.y - PIN_MM, 2 * PIN_MM, 2 * PIN_MM };
  double left_mm = fmax (self->area.x_mm, self->clip.x_mm);
  double right_mm
      = fmin (self->area.x_mm + self->area.width_mm, self->clip.x_mm + self->clip.width_mm);
  double width_mm, height_mm;
  Label label = { layout, DECT_INK_BLACK, TRUE, FALSE, NULL, 0 };

  dect_text_size (layout, &width_mm, &height_mm);
  box.width_mm = width_mm + 2 * PILL_X_MM;
  box.height_mm = height_mm + 2 * PILL_Y_MM;
  for (guint i = 0; i <= G_N_ELEMENTS (sides); i++)
    {
      DectPoint side = sides[i % G_N_ELEMENTS (sides)];

      box.x_mm = at.x - box.width_mm / 2 + side.x * (PIN_MM + 0.6 + box.width_mm / 2);
      box.y_mm = at.y - box.height_mm / 2 + side.y * (PIN_MM + 0.6 + box.height_mm / 2);
      if (dect_map_is_free (self, &box))
        break;
    }
  box.x_mm = CLAMP (box.x_mm, left_mm, fmax (left_mm, right_mm - box.width_mm));
  draw_pill (self, &label, &box);
  dect_ink_set (self->cr, DECT_INK_BLACK);
  cairo_rectangle (self->cr, pin.x_mm, pin.y_mm, pin.width_mm, pin.height_mm);
  cairo_fill (self->cr);
  g_array_append_val (self->taken, box);
  g_array_append_val (self->taken, pin);
}

void
dect_map_draw_labels (DectMapDrawing *self)
{
  for (guint i = 0; i < self->map->remarks->len; i++)
    draw_remark (self, &g_array_index (self->map->remarks, DectMapRemark, i));
  for (guint i = 0; i < self->map->marks->len; i++)
    {
      const DectMapMark *mark = &g_array_index (self->map->marks, DectMapMark, i);

      if (mark->caption != NULL)
        label_mark (self, dect_map_mark_at (self, i), DECT_TEXT_LABEL, DECT_INK_BLACK,
                    mark->caption);
    }
  for (guint i = 0; i < self->map->marks->len; i++)
    {
      const DectMapMark *mark = &g_array_index (self->map->marks, DectMapMark, i);

      if (mark->note != NULL)
        label_mark (self, dect_map_mark_at (self, i), DECT_TEXT_SMALL,
                    mark->alarm ? DECT_INK_RED : DECT_INK_GREY, mark->note);
    }
  for (guint i = 0; i < self->map->lines->len; i++)
    {
      const DectMapLine *line = &g_array_index (self->map->lines, DectMapLine, i);

      if (line->kind == DECT_MAP_LINE_SINGLE)
        label_line (self, line);
    }
}
