/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-text.h"

#include <math.h>

#define SANS "Noto Sans, Open Sans, Cantarell, Liberation Sans, Nimbus Sans, DejaVu Sans, Sans"
#define MONO "Noto Sans Mono, Liberation Mono, DejaVu Sans Mono, Monospace"

#define MM_PER_PT (25.4 / 72)

static const struct
{
  const char *family;
  double size_pt;
  PangoWeight weight;
} styles[] = {
  [DECT_TEXT_DISPLAY] = { SANS, 28, PANGO_WEIGHT_BOLD },
  [DECT_TEXT_TITLE] = { SANS, 16, PANGO_WEIGHT_BOLD },
  [DECT_TEXT_SECTION] = { SANS, 11, PANGO_WEIGHT_BOLD },
  [DECT_TEXT_SUBTITLE] = { SANS, 9.5, PANGO_WEIGHT_NORMAL },
  [DECT_TEXT_HEAD] = { SANS, 8.5, PANGO_WEIGHT_BOLD },
  [DECT_TEXT_BODY] = { SANS, 9, PANGO_WEIGHT_NORMAL },
  [DECT_TEXT_STRONG] = { SANS, 9, PANGO_WEIGHT_BOLD },
  [DECT_TEXT_MONO] = { MONO, 8, PANGO_WEIGHT_NORMAL },
  [DECT_TEXT_SMALL] = { SANS, 7.5, PANGO_WEIGHT_NORMAL },
  [DECT_TEXT_LABEL] = { SANS, 8, PANGO_WEIGHT_BOLD },
};

static const struct
{
  double red, green, blue;
} inks[] = {
  [DECT_INK_BLACK] = { 0, 0, 0 },          [DECT_INK_GREY] = { 0.38, 0.38, 0.38 },
  [DECT_INK_LIGHT] = { 0.65, 0.65, 0.65 }, [DECT_INK_WALL] = { 0.36, 0.36, 0.40 },
  [DECT_INK_RED] = { 0.65, 0.11, 0.18 },   [DECT_INK_WHITE] = { 1, 1, 1 },
};

void
dect_ink_set (cairo_t *cr, DectInk ink)
{
  cairo_set_source_rgb (cr, inks[ink].red, inks[ink].green, inks[ink].blue);
}

void
dect_ink_rule (cairo_t *cr, DectInk ink, double line_mm, double x_mm, double y_mm, double width_mm)
{
  dect_ink_set (cr, ink);
  cairo_set_line_width (cr, line_mm);
  cairo_move_to (cr, x_mm, y_mm);
  cairo_rel_line_to (cr, width_mm, 0);
  cairo_stroke (cr);
}

DectTextContext *
dect_text_context_new (void)
{
  DectTextContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);

  return context;
}

PangoLayout *
dect_text_layout (DectTextContext *context,
                  DectTextStyle style,
                  const char *text,
                  double width_mm,
                  guint max_lines)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, styles[style].family);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_font_description_set_absolute_size (font, styles[style].size_pt * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  if (width_mm >= 0)
    {
      pango_layout_set_width (layout, (int) (width_mm / MM_PER_PT * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  if (max_lines > 0)
    {
      pango_layout_set_height (layout, -(int) max_lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_text (layout, text != NULL ? text : "", -1);

  return layout;
}

double
dect_text_from_pango (int units)
{
  return (double) units / PANGO_SCALE * MM_PER_PT;
}

void
dect_text_size (PangoLayout *layout, double *width_mm, double *height_mm)
{
  int width, height;

  pango_layout_get_size (layout, &width, &height);
  if (width_mm != NULL)
    *width_mm = dect_text_from_pango (width);
  if (height_mm != NULL)
    *height_mm = dect_text_from_pango (height);
}

double
dect_text_ink_middle (PangoLayout *layout)
{
  PangoRectangle ink;

  pango_layout_get_extents (layout, &ink, NULL);
  return (ink.y + ink.height / 2.0) / PANGO_SCALE * MM_PER_PT;
}

static _Thread_local struct
{
  DectTextWatch watch;
  gpointer data;
} watcher;

void
dect_text_watch (DectTextWatch watch, gpointer data)
{
  watcher.watch = watch;
  watcher.data = data;
}

static void
tell (cairo_t *cr, PangoLayout *layout, double x_mm, double y_mm)
{
  PangoRectangle ink;
  double left_mm, top_mm, right_mm, bottom_mm;

  pango_layout_get_extents (layout, &ink, NULL);
  left_mm = x_mm + dect_text_from_pango (ink.x);
  top_mm = y_mm + dect_text_from_pango (ink.y);
  right_mm = left_mm + dect_text_from_pango (ink.width);
  bottom_mm = top_mm + dect_text_from_pango (ink.height);
  cairo_user_to_device (cr, &left_mm, &top_mm);
  cairo_user_to_device (cr, &right_mm, &bottom_mm);
  if (ink.width > 0)
    watcher.watch (layout, fmin (left_mm, right_mm), fmin (top_mm, bottom_mm),
                   fabs (right_mm - left_mm), fabs (bottom_mm - top_mm), watcher.data);
}

void
dect_text_show (cairo_t *cr, PangoLayout *layout, double x_mm, double y_mm)
{
  if (watcher.watch != NULL)
    tell (cr, layout, x_mm, y_mm);
  cairo_save (cr);
  cairo_translate (cr, x_mm, y_mm);
  cairo_scale (cr, MM_PER_PT, MM_PER_PT);
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

double
dect_text_draw (cairo_t *cr,
                DectTextContext *context,
                DectTextStyle style,
                DectInk ink,
                const char *text,
                double x_mm,
                double y_mm,
                double anchor)
{
  g_autoptr (PangoLayout) layout = dect_text_layout (context, style, text, -1, 0);
  double width_mm;

  dect_text_size (layout, &width_mm, NULL);
  dect_ink_set (cr, ink);
  dect_text_show (cr, layout, x_mm - anchor * width_mm, y_mm);

  return width_mm;
}
