/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-label.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>

#define MM_PER_PT (25.4 / 72)

/* Widest modules, in steps: 0.339 mm of bars and 0.593 mm of a QR code are read from an arm's
 * length; wider ones take room from the texts. */
#define BARS_MAX_STEPS 4
#define MATRIX_MAX_STEPS 7

/* Bars at least as high as a hand-held scanner needs to meet them, and no higher than looks well.
 */
#define BARS_MIN_MM 5.0
#define BARS_MAX_MM 12.0
#define BARS_SHARE 0.27

/* Least room for texts above bars, and least width beside a QR code. */
#define TEXT_MIN_MM 6.0

/* Lower than that, a heading beside the name leaves both larger than one above the other. */
#define TEXT_LOW_MM 11.0
#define TEXT_MIN_WIDTH_MM 12.0
#define MATRIX_SHARE 0.38
#define MATRIX_SHARE_ALONE 0.5

#define GAP_MM 0.8

/* Smaller letters are not read on a wall. */
#define LEAST_PT 5.0
#define SMALL_PT 5.8

/* A code that people may have to type is never broken or cut, so it alone may get smaller. */
#define LEAST_CODE_PT 3.5
#define SCALE_MAX 1.5
#define SCALE_STEP 0.93
#define LEAST_SCALE 0.4

/* What kind of text a line is: its size in points at scale 1. */
typedef enum
{
  LINE_HEADING,
  LINE_NAME,
  LINE_CODE,
  LINE_SMALL,
} LineKind;

static const struct
{
  DectTextStyle style;
  double size_pt;
} kinds[] = {
  [LINE_HEADING] = { DECT_TEXT_STRONG, 13 },
  [LINE_NAME] = { DECT_TEXT_STRONG, 8.5 },
  [LINE_CODE] = { DECT_TEXT_MONO, 7.5 },
  [LINE_SMALL] = { DECT_TEXT_BODY, 7 },
};

/* @n_large: how many bytes at its start are the heading's, and larger */
typedef struct
{
  const char *text;
  LineKind kind;
  guint n_large;
} Line;

/* The inside of a label. */
typedef struct
{
  DectTextContext *context;
  DectSheetRect inner;
  double width_mm;
  double height_mm;
} Room;

static gboolean
is_wide (const Room *room)
{
  return room->width_mm >= room->height_mm;
}

static void
set_size (PangoLayout *layout, double size_pt)
{
  PangoFontDescription *font
      = pango_font_description_copy (pango_layout_get_font_description (layout));

  pango_font_description_set_absolute_size (font, size_pt * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

static void
enlarge_start (PangoLayout *layout, guint n_large)
{
  PangoAttrList *list = pango_attr_list_new ();
  PangoAttribute *larger
      = pango_attr_scale_new (kinds[LINE_HEADING].size_pt / kinds[LINE_NAME].size_pt);

  larger->end_index = n_large;
  pango_attr_list_insert (list, larger);
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
}

/* A text that is too long for its line gets smaller alone, so that the others stay large; how far.
 */
static double
least_size (const Line *line, gboolean one_line, double size_pt)
{
  if (line->kind == LINE_CODE)
    return LEAST_CODE_PT;
  return line->kind == LINE_SMALL && one_line ? SMALL_PT : size_pt;
}

static PangoLayout *
make_layout (const Room *room,
             const Line *line,
             double scale,
             double width_mm,
             gboolean one_line,
             PangoWrapMode wrap)
{
  PangoLayout *layout
      = dect_text_layout (room->context, kinds[line->kind].style, line->text, width_mm, 0);
  double size_pt = fmax (LEAST_PT, kinds[line->kind].size_pt * scale);
  double least_pt = least_size (line, one_line, size_pt);

  set_size (layout, size_pt);
  pango_layout_set_wrap (layout, wrap);
  if (line->n_large > 0)
    enlarge_start (layout, line->n_large);
  while (pango_layout_get_line_count (layout) > 1 && size_pt > least_pt)
    set_size (layout, size_pt = fmax (least_pt, size_pt * SCALE_STEP));
  return layout;
}

/* Returns whether all lines fit @box at @scale; then they are in it. */
static gboolean
try_lines (DectLabel *self,
           const Room *room,
           const DectSheetRect *box,
           const Line *lines,
           guint n_lines,
           double scale,
           gboolean one_line,
           PangoWrapMode wrap)
{
  double y_mm = box->y_mm;
  guint first = self->n_lines;
  gboolean fits = TRUE;

  for (guint i = 0; i < n_lines; i++)
    {
      DectLabelLine *line = &self->lines[self->n_lines++];
      double width_mm, height_mm;

      line->layout = make_layout (room, &lines[i], scale, box->width_mm, one_line, wrap);
      dect_text_size (line->layout, &width_mm, &height_mm);
      line->box = (DectSheetRect){ box->x_mm, y_mm, width_mm, height_mm };
      y_mm += height_mm;
      fits = fits && width_mm <= box->width_mm + 0.01
             && (!one_line || pango_layout_get_line_count (line->layout) == 1);
    }
  if (fits && y_mm <= box->y_mm + box->height_mm + 0.01)
    return TRUE;

  while (self->n_lines > first)
    g_clear_object (&self->lines[--self->n_lines].layout);
  return FALSE;
}

/* The last resort: as many lines of each text as there is height for, the first texts first. */
static void
cut_lines (
    DectLabel *self, const Room *room, const DectSheetRect *box, const Line *lines, guint n_lines)
{
  double y_mm = box->y_mm, bottom_mm = box->y_mm + box->height_mm;

  for (guint i = 0; i < n_lines; i++)
    {
      DectLabelLine *line = &self->lines[self->n_lines];
      double below_mm = (n_lines - i - 1) * LEAST_PT * MM_PER_PT * 1.4, width_mm, height_mm;
      int max_lines = 8;

      line->layout = make_layout (room, &lines[i], 0, box->width_mm, FALSE, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (line->layout, PANGO_ELLIPSIZE_END);
      do
        {
          pango_layout_set_height (line->layout, -max_lines);
          dect_text_size (line->layout, &width_mm, &height_mm);
        }
      while (--max_lines > 0 && y_mm + height_mm > bottom_mm - below_mm);
      if (y_mm + height_mm > bottom_mm + 0.01)
        {
          g_clear_object (&line->layout);
          return;
        }
      line->box = (DectSheetRect){ box->x_mm, y_mm, width_mm, height_mm };
      line->is_cut = pango_layout_is_ellipsized (line->layout);
      y_mm += height_mm;
      self->n_lines++;
    }
}

/* The texts, without those that are not there; heading and name in one line where @joined. Returns
 * how many. */
static guint
collect_lines (const DectLabelText *text,
               gboolean with_code,
               gboolean with_details,
               const char *joined,
               Line *lines)
{
  const Line all[] = {
    { joined != NULL ? NULL : text->heading, LINE_HEADING },
    { joined != NULL ? joined : text->name, LINE_NAME },
    { with_code ? text->printed : NULL, LINE_CODE },
    { text->place, LINE_SMALL },
    { with_details ? text->details : NULL, LINE_SMALL },
  };
  guint n = 0;

  G_STATIC_ASSERT (G_N_ELEMENTS (all) < DECT_LABEL_LINES);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].text != NULL && all[i].text[0] != '\0')
      lines[n++] = all[i];
  return n;
}

/* As large as the room allows; what gives way when it is short, in this order: size, the line of
 * the heading, details, words, and only then the ends of texts. */
static void
place_texts (DectLabel *self,
             const Room *room,
             const DectLabelText *text,
             gboolean with_code,
             const DectSheetRect *box)
{
  static const struct
  {
    gboolean with_details, joined, large, one_line;
    double least_pt;
    PangoWrapMode wrap;
  } stages[] = {
    { TRUE, FALSE, TRUE, TRUE, SMALL_PT, PANGO_WRAP_WORD }, /* not on a low label */
    { TRUE, TRUE, TRUE, TRUE, SMALL_PT, PANGO_WRAP_WORD },
    { TRUE, FALSE, TRUE, FALSE, SMALL_PT, PANGO_WRAP_WORD },
    { TRUE, TRUE, TRUE, FALSE, SMALL_PT, PANGO_WRAP_WORD },
    { FALSE, TRUE, TRUE, FALSE, SMALL_PT, PANGO_WRAP_WORD },
    { FALSE, TRUE, FALSE, FALSE, LEAST_PT, PANGO_WRAP_WORD },
    { FALSE, TRUE, FALSE, FALSE, LEAST_PT, PANGO_WRAP_WORD_CHAR },
  };
  const char *heading = text->heading, *name = text->name;
  g_autofree char *joined
      = heading != NULL && name != NULL ? g_strdup_printf ("%s  %s", heading, name) : NULL;
  Line lines[DECT_LABEL_LINES];
  guint n_lines = 0;

  for (guint i = box->height_mm < TEXT_LOW_MM; i < G_N_ELEMENTS (stages); i++)
    {
      double scale = SCALE_MAX;

      n_lines = collect_lines (text, with_code, stages[i].with_details,
                               stages[i].joined ? joined : NULL, lines);
      if (stages[i].joined && stages[i].large && joined != NULL)
        lines[0].n_large = (guint) strlen (heading);
      for (; scale > LEAST_SCALE && kinds[LINE_SMALL].size_pt * scale >= stages[i].least_pt;
           scale *= SCALE_STEP)
        if (try_lines (self, room, box, lines, n_lines, scale, stages[i].one_line, stages[i].wrap))
          return;
      if (stages[i].least_pt == LEAST_PT
          && try_lines (self, room, box, lines, n_lines, 0, FALSE, stages[i].wrap))
        return;
    }
  cut_lines (self, room, box, lines, n_lines);
}

static void
set_code (DectLabelCode *code, double x_mm, double y_mm, double module_mm, double bar_mm)
{
  double width_mm = dect_barcode_get_columns (code->barcode) * module_mm;
  double height_mm = dect_barcode_get_rows (code->barcode) > 1
                         ? dect_barcode_get_rows (code->barcode) * module_mm
                         : bar_mm;

  code->module_mm = module_mm;
  code->box = (DectSheetRect){ x_mm, y_mm, width_mm, height_mm };
}

/* The printed code under the bars, in the middle; a long one shrinks. Returns its upper edge. */
static double
place_printed (DectLabel *self, const Room *room, const char *printed)
{
  const Line line = { printed, LINE_CODE };
  DectLabelLine *placed = &self->lines[self->n_lines];
  double width_mm = 0, height_mm = 0, scale = room->inner.height_mm > 24 ? 1.15 : 0.9;

  for (; scale * kinds[LINE_CODE].size_pt > LEAST_PT; scale *= SCALE_STEP)
    {
      g_clear_object (&placed->layout);
      placed->layout = make_layout (room, &line, scale, -1, FALSE, PANGO_WRAP_WORD);
      dect_text_size (placed->layout, &width_mm, &height_mm);
      if (width_mm <= room->inner.width_mm)
        break;
    }
  placed->box = (DectSheetRect){ (room->width_mm - width_mm) / 2,
                                 room->inner.y_mm + room->inner.height_mm - height_mm, width_mm,
                                 height_mm };
  self->n_lines++;
  return placed->box.y_mm;
}

static double
bars_height (const Room *room)
{
  return CLAMP (room->inner.height_mm * BARS_SHARE, BARS_MIN_MM, BARS_MAX_MM);
}

/* Module of bars that fit with their quiet zones, and leave room for texts above; 0 = they do not.
 */
static double
bars_module (const DectBarcode *bars, const Room *room)
{
  double module_mm = dect_barcode_fit (bars, room->width_mm, 0, BARS_MAX_STEPS);
  double code_mm = kinds[LINE_CODE].size_pt * MM_PER_PT * 1.4;

  if (dect_barcode_get_columns (bars) * module_mm > room->inner.width_mm
      || room->inner.height_mm < bars_height (room) + code_mm + TEXT_MIN_MM)
    return 0;
  return module_mm;
}

/* Module of a QR code that stands alone, at the left of a wide label and at the top of a high one;
 * 0 = it does not fit. */
static double
matrix_module (const DectBarcode *matrix, const Room *room)
{
  double width_mm = room->width_mm, height_mm = room->height_mm, module_mm;

  if (is_wide (room))
    width_mm = fmin (width_mm - TEXT_MIN_WIDTH_MM, width_mm * MATRIX_SHARE_ALONE);
  else
    height_mm = fmin (height_mm - TEXT_MIN_MM, height_mm * MATRIX_SHARE_ALONE);
  module_mm = dect_barcode_fit (matrix, width_mm, height_mm, MATRIX_MAX_STEPS);
  if (dect_barcode_get_columns (matrix) * module_mm
      > fmin (room->inner.width_mm, room->inner.height_mm))
    return 0;
  return module_mm;
}

/* Bars below, QR code at the upper right, texts beside it. */
static void
place_with_bars (DectLabel *self, const Room *room, const DectLabelText *text, double bars_mm)
{
  const DectSheetRect *inner = &room->inner;
  double bar_mm = bars_height (room), bars_width_mm, top_mm, matrix_mm, quiet_mm, x_mm;
  DectSheetRect box = *inner;

  top_mm = place_printed (self, room, text->printed) - bar_mm - 0.2;
  bars_width_mm = dect_barcode_get_columns (self->bars.barcode) * bars_mm;
  set_code (&self->bars, (room->width_mm - bars_width_mm) / 2, top_mm, bars_mm, bar_mm);

  /* Its quiet zone may reach to the edge of the label, and to the bars. */
  matrix_mm = dect_barcode_fit (self->matrix.barcode, inner->width_mm * MATRIX_SHARE, top_mm,
                                MATRIX_MAX_STEPS);
  if (matrix_mm > 0)
    {
      quiet_mm = dect_barcode_get_quiet (self->matrix.barcode) * matrix_mm;
      x_mm = room->width_mm - fmax (inner->x_mm, quiet_mm)
             - dect_barcode_get_columns (self->matrix.barcode) * matrix_mm;
      set_code (&self->matrix, x_mm, fmax (inner->y_mm, quiet_mm), matrix_mm, 0);
      box.width_mm = x_mm - quiet_mm - inner->x_mm;
    }
  else
    g_clear_pointer (&self->matrix.barcode, dect_barcode_unref);

  box.height_mm = top_mm - inner->y_mm - GAP_MM;
  place_texts (self, room, text, FALSE, &box);
}

/* The QR code alone. */
static void
place_with_matrix (DectLabel *self, const Room *room, const DectLabelText *text, double module_mm)
{
  const DectSheetRect *inner = &room->inner;
  double quiet_mm = dect_barcode_get_quiet (self->matrix.barcode) * module_mm;
  double side_mm = dect_barcode_get_columns (self->matrix.barcode) * module_mm;
  DectSheetRect box = *inner;

  g_clear_pointer (&self->bars.barcode, dect_barcode_unref);
  if (is_wide (room))
    {
      set_code (&self->matrix, fmax (inner->x_mm, quiet_mm), (room->height_mm - side_mm) / 2,
                module_mm, 0);
      box.x_mm = self->matrix.box.x_mm + side_mm + quiet_mm;
      box.width_mm = inner->x_mm + inner->width_mm - box.x_mm;
    }
  else
    {
      set_code (&self->matrix, (room->width_mm - side_mm) / 2, fmax (inner->y_mm, quiet_mm),
                module_mm, 0);
      box.y_mm = self->matrix.box.y_mm + side_mm + quiet_mm;
      box.height_mm = inner->y_mm + inner->height_mm - box.y_mm;
    }
  place_texts (self, room, text, TRUE, &box);
}

/* The code is not known yet: a box for the sticker that comes with the hardware. */
static void
place_with_sticker (DectLabel *self, const Room *room, const DectLabelText *text)
{
  const Line line = { text->sticker, LINE_SMALL };
  DectSheetRect box = room->inner;
  DectLabelLine *placed;
  double width_mm, height_mm;

  self->sticker = room->inner;
  self->sticker.height_mm = fmin (bars_height (room) + 3, room->inner.height_mm / 2);
  self->sticker.y_mm += room->inner.height_mm - self->sticker.height_mm;
  box.height_mm -= self->sticker.height_mm + GAP_MM;
  place_texts (self, room, text, TRUE, &box);

  placed = &self->lines[self->n_lines];
  placed->layout = make_layout (room, &line, 0.9, -1, FALSE, PANGO_WRAP_WORD);
  dect_text_size (placed->layout, &width_mm, &height_mm);
  placed->box = (DectSheetRect){ self->sticker.x_mm + (self->sticker.width_mm - width_mm) / 2,
                                 self->sticker.y_mm + (self->sticker.height_mm - height_mm) / 2,
                                 width_mm, height_mm };
  if (width_mm < self->sticker.width_mm && height_mm < self->sticker.height_mm)
    self->n_lines++;
  else
    g_clear_object (&placed->layout);
}

static Room
make_room (DectTextContext *context, const DectLabelSheet *sheet)
{
  const DectSheetRect *size = &sheet->label;

  return (Room){
    context,
    { sheet->edge_mm, sheet->edge_mm, size->width_mm - 2 * sheet->edge_mm,
      size->height_mm - 2 * sheet->edge_mm },
    size->width_mm,
    size->height_mm,
  };
}

/* Makes both codes, and says which of them fit: @bars_mm 0 = the QR code alone. */
static gboolean
fit_codes (DectLabel *self,
           const Room *room,
           const char *code,
           const DectLabelSheet *sheet,
           double *bars_mm,
           double *matrix_mm,
           GError **error)
{
  self->bars.barcode = dect_barcode_new (DECT_SYMBOLOGY_CODE_128, code, error);
  if (self->bars.barcode == NULL)
    return FALSE;
  self->matrix.barcode = dect_barcode_new (DECT_SYMBOLOGY_QR, code, error);
  if (self->matrix.barcode == NULL)
    return FALSE;

  *bars_mm = bars_module (self->bars.barcode, room);
  *matrix_mm = matrix_module (self->matrix.barcode, room);
  if (*bars_mm == 0 && *matrix_mm == 0)
    g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_SMALL,
                 _("Label sheet “%s”: a label of %g × %g mm has no room for a code that can be "
                    "read."),
                 sheet->id, room->width_mm, room->height_mm);
  return *bars_mm > 0 || *matrix_mm > 0;
}

gboolean
dect_label_check (const char *code, const DectLabelSheet *sheet, GError **error)
{
  g_auto (DectLabel) label = { 0 };
  double bars_mm, matrix_mm;
  Room room;

  g_return_val_if_fail (code != NULL && sheet != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  room = make_room (NULL, sheet);
  return fit_codes (&label, &room, code, sheet, &bars_mm, &matrix_mm, error);
}

gboolean
dect_label_init (DectLabel *self,
                 DectTextContext *context,
                 const DectLabelText *text,
                 const DectLabelSheet *sheet,
                 GError **error)
{
  double bars_mm, matrix_mm;
  Room room;

  g_return_val_if_fail (self != NULL && text != NULL && sheet != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  *self = (DectLabel){ 0 };
  room = make_room (context, sheet);
  if (text->code == NULL)
    place_with_sticker (self, &room, text);
  else if (!fit_codes (self, &room, text->code, sheet, &bars_mm, &matrix_mm, error))
    {
      dect_label_clear (self);
      return FALSE;
    }
  else if (bars_mm > 0)
    place_with_bars (self, &room, text, bars_mm);
  else
    place_with_matrix (self, &room, text, matrix_mm);

  return TRUE;
}

void
dect_label_clear (DectLabel *self)
{
  g_clear_pointer (&self->bars.barcode, dect_barcode_unref);
  g_clear_pointer (&self->matrix.barcode, dect_barcode_unref);
  for (guint i = 0; i < self->n_lines; i++)
    g_clear_object (&self->lines[i].layout);
  self->n_lines = 0;
}

static void
draw_code (const DectLabelCode *code, cairo_t *cr)
{
  if (code->barcode != NULL)
    dect_barcode_draw (code->barcode, cr, code->box.x_mm, code->box.y_mm, code->module_mm,
                       code->box.height_mm);
}

void
dect_label_draw (const DectLabel *self, cairo_t *cr, double x_mm, double y_mm)
{
  static const double dashes[] = { 0.9, 0.7 };

  g_return_if_fail (self != NULL && cr != NULL);

  cairo_save (cr);
  cairo_translate (cr, x_mm, y_mm);
  dect_ink_set (cr, DECT_INK_BLACK);
  draw_code (&self->bars, cr);
  draw_code (&self->matrix, cr);
  for (guint i = 0; i < self->n_lines; i++)
    dect_text_show (cr, self->lines[i].layout, self->lines[i].box.x_mm, self->lines[i].box.y_mm);
  if (self->sticker.width_mm > 0)
    {
      cairo_set_line_width (cr, 0.2);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_rectangle (cr, self->sticker.x_mm, self->sticker.y_mm, self->sticker.width_mm,
                       self->sticker.height_mm);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}
