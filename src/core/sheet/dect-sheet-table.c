/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-table.h"

#include <math.h>

#define PAD_X_MM 1.5
#define PAD_Y_MM 1.25
#define ROW_MIN_MM 6.4
#define CHECK_MM 3.2
#define STICKER_MM 7.0
#define WORD_MOST_MM 32.0

typedef struct
{
  char *text;
  char *note;
  double width_mm; /* unbroken, the wider of both */
} Cell;

struct _DectSheetTable
{
  DectColumn *columns;
  guint n_columns;
  GPtrArray *rows; /* Cell[n_columns] */
  double *widths_mm;
  double head_mm;
  double *heights_mm; /* one for each row */
};

static DectTextStyle
column_style (const DectColumn *column)
{
  switch (column->kind)
    {
    case DECT_COLUMN_STRONG:
      return DECT_TEXT_STRONG;
    case DECT_COLUMN_MONO:
      return DECT_TEXT_MONO;
    case DECT_COLUMN_TEXT:
    case DECT_COLUMN_CHECK:
    case DECT_COLUMN_BLANK:
    default:
      return DECT_TEXT_BODY;
    }
}

static gboolean
may_shrink (const DectColumn *column)
{
  return column->kind == DECT_COLUMN_TEXT || column->kind == DECT_COLUMN_STRONG;
}

static double
text_width (DectTextContext *context, DectTextStyle style, const char *text)
{
  g_autoptr (PangoLayout) layout = dect_text_layout (context, style, text, -1, 0);
  double width_mm;

  dect_text_size (layout, &width_mm, NULL);
  return width_mm;
}

static double
text_height (DectTextContext *context, DectTextStyle style, const char *text, double width_mm)
{
  g_autoptr (PangoLayout) layout = NULL;
  double height_mm;

  if (text == NULL || text[0] == '\0')
    return 0;
  layout = dect_text_layout (context, style, text, width_mm, DECT_TABLE_MAX_LINES);
  dect_text_size (layout, NULL, &height_mm);
  return height_mm;
}

/* Head words must not break, so the longest of them is a column's least width too. */
static double
longest_word (DectTextContext *context, DectTextStyle style, const char *title)
{
  g_auto (GStrv) words = g_strsplit_set (title, " \n", -1);
  double width_mm = 0;

  for (guint i = 0; words[i] != NULL; i++)
    width_mm = fmax (width_mm, text_width (context, style, words[i]));

  return width_mm;
}

static void
measure_cells (DectSheetTable *self, DectTextContext *context)
{
  for (guint row = 0; row < self->rows->len; row++)
    {
      Cell *cells = g_ptr_array_index (self->rows, row);

      for (guint i = 0; i < self->n_columns; i++)
        {
          cells[i].width_mm = 0;
          if (cells[i].text != NULL)
            cells[i].width_mm
                = text_width (context, column_style (&self->columns[i]), cells[i].text);
          if (cells[i].note != NULL)
            cells[i].width_mm
                = fmax (cells[i].width_mm, text_width (context, DECT_TEXT_SMALL, cells[i].note));
        }
    }
}

/* Words of cells break only where they are longer than any column should be for their sake. */
static double
longest_cell_word (const DectSheetTable *self, DectTextContext *context, guint column)
{
  const DectColumn *kind = &self->columns[column];
  double width_mm = 0;

  for (guint row = 0; row < self->rows->len; row++)
    {
      const Cell *cell = &((const Cell *) g_ptr_array_index (self->rows, row))[column];

      /* most are short enough as a whole */
      if (cell->width_mm > width_mm && cell->text != NULL)
        width_mm = fmax (width_mm, longest_word (context, column_style (kind), cell->text));
      if (cell->width_mm > width_mm && cell->note != NULL)
        width_mm = fmax (width_mm, longest_word (context, DECT_TEXT_SMALL, cell->note));
    }

  return fmin (width_mm, WORD_MOST_MM);
}

static double
natural_width (const DectSheetTable *self, DectTextContext *context, guint column)
{
  const DectColumn *kind = &self->columns[column];
  gboolean empty = kind->kind == DECT_COLUMN_CHECK || kind->kind == DECT_COLUMN_BLANK;
  /* the head of what is filled in by hand may take two lines rather than the room of what is said
   */
  double width_mm = empty ? longest_word (context, DECT_TEXT_HEAD, kind->title)
                          : text_width (context, DECT_TEXT_HEAD, kind->title);

  for (guint row = 0; row < self->rows->len; row++)
    width_mm = fmax (width_mm, ((Cell *) g_ptr_array_index (self->rows, row))[column].width_mm);

  /* a hair more, so that pango does not break what just fits */
  return width_mm + 2 * PAD_X_MM + 0.05;
}

/* What is left over goes to the columns that can use it. */
static void
share_rest (DectSheetTable *self, double rest_mm)
{
  double grow = 0;

  for (guint i = 0; i < self->n_columns; i++)
    grow += self->columns[i].grow;
  for (guint i = 0; i < self->n_columns && grow > 0; i++)
    self->widths_mm[i] += rest_mm * self->columns[i].grow / grow;
}

static double
sum_capped (const double *natural_mm, const double *least_mm, guint n, double cap_mm)
{
  double sum_mm = 0;

  for (guint i = 0; i < n; i++)
    sum_mm += fmax (least_mm[i], fmin (natural_mm[i], cap_mm));

  return sum_mm;
}

/* Too little room: a cap that no shrinkable column may pass, found by halving; the widest give way
 * first. */
static void
shrink (DectSheetTable *self, const double *least_mm, double width_mm)
{
  double low = 0, high = width_mm, sum_mm = 0;

  for (guint round = 0; round < 40; round++)
    {
      double middle = (low + high) / 2;

      if (sum_capped (self->widths_mm, least_mm, self->n_columns, middle) > width_mm)
        high = middle;
      else
        low = middle;
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->widths_mm[i] = fmax (least_mm[i], fmin (self->widths_mm[i], low));
      sum_mm += self->widths_mm[i];
    }
  /* even words are too many: all give way, and break between characters */
  for (guint i = 0; i < self->n_columns && sum_mm > width_mm; i++)
    self->widths_mm[i] *= width_mm / sum_mm;
}

/* What a column cannot do without: a word. Room to write in, and what a column would rather have,
 * come second where both are too much. */
static void
find_least (const DectSheetTable *self, DectTextContext *context, double width_mm, double *least_mm)
{
  g_autofree double *words_mm = g_new (double, self->n_columns);
  double least_sum_mm = 0, words_sum_mm = 0, share;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const DectColumn *column = &self->columns[i];
      double word_mm = longest_word (context, DECT_TEXT_HEAD, column->title);

      if (may_shrink (column))
        word_mm = fmax (word_mm, longest_cell_word (self, context, i));
      words_mm[i]
          = column->kind == DECT_COLUMN_MONO ? self->widths_mm[i] : word_mm + 2 * PAD_X_MM + 0.05;
      least_mm[i] = may_shrink (column) ? fmax (column->min_mm, words_mm[i]) : self->widths_mm[i];
      words_sum_mm += words_mm[i];
      least_sum_mm += least_mm[i];
    }
  if (least_sum_mm <= width_mm)
    return;
  share = words_sum_mm < width_mm ? (width_mm - words_sum_mm) / (least_sum_mm - words_sum_mm) : 0;
  for (guint i = 0; i < self->n_columns; i++)
    least_mm[i] = words_mm[i] + share * (least_mm[i] - words_mm[i]);
}

static void
fit_widths (DectSheetTable *self, DectTextContext *context, double width_mm)
{
  g_autofree double *least_mm = g_new (double, self->n_columns);
  double sum_mm = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      self->widths_mm[i] = fmax (natural_width (self, context, i), self->columns[i].min_mm);
      sum_mm += self->widths_mm[i];
    }
  if (sum_mm <= width_mm)
    {
      share_rest (self, width_mm - sum_mm);
      return;
    }
  find_least (self, context, width_mm, least_mm);
  shrink (self, least_mm, width_mm);
}

static double
row_height (const DectSheetTable *self, DectTextContext *context, const Cell *cells)
{
  double height_mm = ROW_MIN_MM;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const DectColumn *column = &self->columns[i];
      double room_mm = self->widths_mm[i] - 2 * PAD_X_MM;
      double cell_mm = text_height (context, column_style (column), cells[i].text, room_mm)
                       + text_height (context, DECT_TEXT_SMALL, cells[i].note, room_mm);

      if (cells[i].text == NULL && column->sticker != NULL)
        cell_mm = fmax (cell_mm, STICKER_MM);
      height_mm = fmax (height_mm, cell_mm + 2 * PAD_Y_MM);
    }

  return height_mm;
}

static void
draw_check (cairo_t *cr, double x_mm, double middle_mm)
{
  dect_ink_set (cr, DECT_INK_BLACK);
  cairo_set_line_width (cr, 0.3);
  cairo_rectangle (cr, x_mm, middle_mm - CHECK_MM / 2, CHECK_MM, CHECK_MM);
  cairo_stroke (cr);
}

static void
draw_sticker (cairo_t *cr,
              DectTextContext *context,
              const char *text,
              double x_mm,
              double middle_mm,
              double width_mm)
{
  static const double dashes[] = { 0.9, 0.7 };
  g_autoptr (PangoLayout) layout
      = dect_text_layout (context, DECT_TEXT_SMALL, text, width_mm - 2, 1);
  double text_mm, height_mm;

  cairo_save (cr);
  dect_ink_set (cr, DECT_INK_LIGHT);
  cairo_set_line_width (cr, 0.2);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_rectangle (cr, x_mm, middle_mm - STICKER_MM / 2, width_mm, STICKER_MM);
  cairo_stroke (cr);
  cairo_restore (cr);

  dect_text_size (layout, &text_mm, &height_mm);
  dect_ink_set (cr, DECT_INK_LIGHT);
  dect_text_show (cr, layout, x_mm + (width_mm - text_mm) / 2, middle_mm - height_mm / 2);
}

static void
draw_text_cell (cairo_t *cr,
                DectTextContext *context,
                const DectColumn *column,
                const Cell *cell,
                double x_mm,
                double middle_mm,
                double width_mm)
{
  g_autoptr (PangoLayout) text = dect_text_layout (context, column_style (column), cell->text,
                                                   width_mm, DECT_TABLE_MAX_LINES);
  g_autoptr (PangoLayout) note = NULL;
  double text_mm = 0, note_mm = 0;

  if (cell->text != NULL)
    dect_text_size (text, NULL, &text_mm);
  if (cell->note != NULL)
    {
      note
          = dect_text_layout (context, DECT_TEXT_SMALL, cell->note, width_mm, DECT_TABLE_MAX_LINES);
      dect_text_size (note, NULL, &note_mm);
    }

  dect_ink_set (cr, DECT_INK_BLACK);
  dect_text_show (cr, text, x_mm, middle_mm - (text_mm + note_mm) / 2);
  dect_ink_set (cr, DECT_INK_GREY);
  if (note != NULL)
    dect_text_show (cr, note, x_mm, middle_mm - (text_mm + note_mm) / 2 + text_mm);
}

static void
draw_row (const DectSheetTable *self,
          cairo_t *cr,
          DectTextContext *context,
          const Cell *cells,
          double x_mm,
          double middle_mm)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const DectColumn *column = &self->columns[i];
      double inner_mm = x_mm + PAD_X_MM, room_mm = self->widths_mm[i] - 2 * PAD_X_MM;

      if (column->kind == DECT_COLUMN_CHECK)
        draw_check (cr, inner_mm, middle_mm);
      else if (cells[i].text != NULL || cells[i].note != NULL)
        draw_text_cell (cr, context, column, &cells[i], inner_mm, middle_mm, room_mm);
      else if (column->sticker != NULL)
        draw_sticker (cr, context, column->sticker, inner_mm, middle_mm, room_mm);
      x_mm += self->widths_mm[i];
    }
}

static void
draw_head (
    const DectSheetTable *self, cairo_t *cr, DectTextContext *context, double x_mm, double y_mm)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autoptr (PangoLayout) layout
          = dect_text_layout (context, DECT_TEXT_HEAD, self->columns[i].title,
                              self->widths_mm[i] - 2 * PAD_X_MM, DECT_TABLE_MAX_LINES);
      double height_mm;

      dect_text_size (layout, NULL, &height_mm);
      dect_ink_set (cr, DECT_INK_BLACK);
      dect_text_show (cr, layout, x_mm + PAD_X_MM, y_mm + self->head_mm - PAD_Y_MM - height_mm);
      x_mm += self->widths_mm[i];
    }
}

DectSheetTable *
dect_sheet_table_new (const DectColumn *columns, guint n_columns)
{
  DectSheetTable *self;

  g_return_val_if_fail (columns != NULL && n_columns > 0, NULL);

  self = g_new0 (DectSheetTable, 1);
  self->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  self->n_columns = n_columns;
  self->widths_mm = g_new0 (double, n_columns);
  self->rows = g_ptr_array_new ();
  return self;
}

void
dect_sheet_table_free (DectSheetTable *self)
{
  g_return_if_fail (self != NULL);

  for (guint row = 0; row < self->rows->len; row++)
    {
      Cell *cells = g_ptr_array_index (self->rows, row);

      for (guint i = 0; i < self->n_columns; i++)
        {
          g_free (cells[i].text);
          g_free (cells[i].note);
        }
      g_free (cells);
    }
  g_ptr_array_unref (self->rows);
  g_free (self->columns);
  g_free (self->widths_mm);
  g_free (self->heights_mm);
  g_free (self);
}

void
dect_sheet_table_add (DectSheetTable *self, const DectCell *cells)
{
  Cell *row;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cells != NULL);

  row = g_new0 (Cell, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      row[i].text = g_strdup (cells[i].text);
      row[i].note = g_strdup (cells[i].note);
    }
  g_ptr_array_add (self->rows, row);
}

guint
dect_sheet_table_count (const DectSheetTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

void
dect_sheet_table_fit (DectSheetTable *self, DectTextContext *context, double width_mm)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (width_mm > 0);

  measure_cells (self, context);
  fit_widths (self, context, width_mm);

  self->head_mm = 0;
  for (guint i = 0; i < self->n_columns; i++)
    self->head_mm
        = fmax (self->head_mm, text_height (context, DECT_TEXT_HEAD, self->columns[i].title,
                                            self->widths_mm[i] - 2 * PAD_X_MM));
  self->head_mm = self->head_mm > 0 ? self->head_mm + 2 * PAD_Y_MM : 0;

  g_free (self->heights_mm);
  self->heights_mm = g_new (double, self->rows->len);
  for (guint row = 0; row < self->rows->len; row++)
    self->heights_mm[row] = row_height (self, context, g_ptr_array_index (self->rows, row));
}

double
dect_sheet_table_height (const DectSheetTable *self, guint first, guint n)
{
  double height_mm;

  g_return_val_if_fail (self != NULL && self->heights_mm != NULL, 0);
  g_return_val_if_fail (first + n <= self->rows->len, 0);

  height_mm = self->head_mm;
  for (guint row = first; row < first + n; row++)
    height_mm += self->heights_mm[row];

  return height_mm;
}

guint
dect_sheet_table_rows_in (const DectSheetTable *self, guint first, double height_mm)
{
  double left_mm;
  guint n = 0;

  g_return_val_if_fail (self != NULL && self->heights_mm != NULL, 0);

  left_mm = height_mm - self->head_mm + 1e-6;
  while (first + n < self->rows->len && left_mm >= self->heights_mm[first + n])
    left_mm -= self->heights_mm[first + n++];

  return n;
}

void
dect_sheet_table_draw (const DectSheetTable *self,
                       cairo_t *cr,
                       DectTextContext *context,
                       double x_mm,
                       double y_mm,
                       guint first,
                       guint n)
{
  double width_mm = 0;

  g_return_if_fail (self != NULL && self->heights_mm != NULL);
  g_return_if_fail (first + n <= self->rows->len);

  for (guint i = 0; i < self->n_columns; i++)
    width_mm += self->widths_mm[i];
  if (self->head_mm > 0)
    draw_head (self, cr, context, x_mm, y_mm);
  y_mm += self->head_mm;
  dect_ink_rule (cr, self->head_mm > 0 ? DECT_INK_BLACK : DECT_INK_LIGHT,
                 self->head_mm > 0 ? 0.35 : 0.15, x_mm, y_mm, width_mm);

  for (guint row = first; row < first + n; row++)
    {
      draw_row (self, cr, context, g_ptr_array_index (self->rows, row), x_mm,
                y_mm + self->heights_mm[row] / 2);
      y_mm += self->heights_mm[row];
      dect_ink_rule (cr, DECT_INK_LIGHT, 0.15, x_mm, y_mm, width_mm);
    }
}
