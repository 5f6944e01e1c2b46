/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-barcode.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>
#include <zint.h>

/* zint counts the levels L, M, Q, H of a QR code from 1. */
#define QR_LEVEL_Q 3

static const struct
{
  int zint;
  int option_1;
  int option_3;
  guint quiet;
} symbologies[] = {
  [DECT_SYMBOLOGY_CODE_128] = { BARCODE_CODE128, -1, 0, 10 },
  [DECT_SYMBOLOGY_QR] = { BARCODE_QRCODE, QR_LEVEL_Q, 0, 4 },
  [DECT_SYMBOLOGY_DATA_MATRIX] = { BARCODE_DATAMATRIX, -1, DM_SQUARE, 1 },
};

/* Dark modules that touch in one row. */
typedef struct
{
  guint16 x, y, width, height;
} Run;

struct _DectBarcode
{
  gatomicrefcount ref_count;
  DectSymbology symbology;
  guint columns;
  guint rows;
  GArray *runs;
};

typedef struct zint_symbol ZintSymbol;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZintSymbol, ZBarcode_Delete)

G_DEFINE_QUARK (dect-barcode-error-quark, dect_barcode_error)
G_DEFINE_BOXED_TYPE (DectBarcode, dect_barcode, dect_barcode_ref, dect_barcode_unref)

static gboolean
check_text (const char *text, GError **error)
{
  gsize length = strlen (text);

  if (length == 0)
    {
      g_set_error_literal (error, DECT_BARCODE_ERROR, DECT_BARCODE_ERROR_EMPTY,
                           _("A barcode needs at least one character."));
      return FALSE;
    }
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (text[i]))
      {
        g_set_error_literal (error, DECT_BARCODE_ERROR, DECT_BARCODE_ERROR_CHARACTER,
                             _("A barcode holds only letters, digits and signs of ASCII."));
        return FALSE;
      }
  if (length > DECT_BARCODE_MAX_CHARACTERS)
    {
      g_set_error (error, DECT_BARCODE_ERROR, DECT_BARCODE_ERROR_LONG,
                   _("A barcode holds at most %u characters, not %u."),
                   DECT_BARCODE_MAX_CHARACTERS, (guint) MIN (length, G_MAXUINT));
      return FALSE;
    }

  return TRUE;
}

/* The vectors of zint are in a unit of its own; as it draws no quiet zones here, the picture is as
 * wide as its modules. Bars have one row, whatever height zint gives them. */
static void
take_vectors (DectBarcode *self, const ZintSymbol *symbol)
{
  double unit = symbol->vector->width / symbol->width;
  gboolean bars = symbol->rows == 1;

  self->columns = (guint) symbol->width;
  self->rows = (guint) symbol->rows;
  for (const struct zint_vector_rect *rect = symbol->vector->rectangles; rect != NULL;
       rect = rect->next)
    {
      Run run = { (guint16) lround (rect->x / unit), bars ? 0 : (guint16) lround (rect->y / unit),
                  (guint16) lround (rect->width / unit),
                  bars ? 1 : (guint16) lround (rect->height / unit) };

      g_array_append_val (self->runs, run);
    }
}

DectBarcode *
dect_barcode_new (DectSymbology symbology, const char *text, GError **error)
{
  g_autoptr (ZintSymbol) symbol = NULL;
  DectBarcode *self;

  g_return_val_if_fail (symbology < G_N_ELEMENTS (symbologies), NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check_text (text, error))
    return NULL;

  symbol = ZBarcode_Create ();
  if (symbol != NULL)
    {
      symbol->symbology = symbologies[symbology].zint;
      symbol->option_1 = symbologies[symbology].option_1;
      symbol->option_3 = symbologies[symbology].option_3;
      symbol->output_options = BARCODE_NO_QUIET_ZONES;
      symbol->show_hrt = 0;
    }
  if (symbol == NULL
      || ZBarcode_Encode (symbol, (const unsigned char *) text, (int) strlen (text)) >= ZINT_ERROR
      || ZBarcode_Buffer_Vector (symbol, 0) >= ZINT_ERROR)
    {
      g_set_error (error, DECT_BARCODE_ERROR, DECT_BARCODE_ERROR_FAILED,
                   _("The barcode could not be made: %s."),
                   symbol != NULL ? symbol->errtxt : g_strerror (ENOMEM));
      return NULL;
    }

  self = g_new0 (DectBarcode, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->symbology = symbology;
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  take_vectors (self, symbol);
  return self;
}

DectBarcode *
dect_barcode_ref (DectBarcode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_barcode_unref (DectBarcode *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->runs);
  g_free (self);
}

guint
dect_barcode_get_columns (const DectBarcode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns;
}

guint
dect_barcode_get_rows (const DectBarcode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows;
}

guint
dect_barcode_get_quiet (const DectBarcode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return symbologies[self->symbology].quiet;
}

double
dect_barcode_fit (const DectBarcode *self, double width_mm, double height_mm, guint max_steps)
{
  double quiet, room_mm;

  g_return_val_if_fail (self != NULL, 0);

  quiet = 2.0 * symbologies[self->symbology].quiet;
  room_mm = width_mm / (self->columns + quiet);
  if (self->rows > 1)
    room_mm = fmin (room_mm, height_mm / (self->rows + quiet));
  for (guint steps = max_steps; steps >= DECT_BARCODE_MIN_STEPS; steps--)
    if (steps * DECT_BARCODE_STEP_MM <= room_mm + 1e-9)
      return steps * DECT_BARCODE_STEP_MM;

  return 0;
}

void
dect_barcode_draw (
    const DectBarcode *self, cairo_t *cr, double x_mm, double y_mm, double module_mm, double bar_mm)
{
  double row_mm;

  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (module_mm > 0);

  row_mm = self->rows > 1 ? module_mm : bar_mm;
  cairo_new_path (cr);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);

      cairo_rectangle (cr, x_mm + run->x * module_mm, y_mm + run->y * row_mm,
                       run->width * module_mm, run->height * row_mm);
    }
  cairo_fill (cr);
}
