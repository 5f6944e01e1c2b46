/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DECT_BARCODE_ERROR:
 *
 * Why a text cannot be a barcode; codes are #DectBarcodeError. The message is one translated sentence.
 */
#define DECT_BARCODE_ERROR (dect_barcode_error_quark ())
GQuark dect_barcode_error_quark (void);

/**
 * DectBarcodeError:
 * @DECT_BARCODE_ERROR_EMPTY: no text
 * @DECT_BARCODE_ERROR_CHARACTER: a character other than the printable ones of ASCII
 * @DECT_BARCODE_ERROR_LONG: more than #DECT_BARCODE_MAX_CHARACTERS
 * @DECT_BARCODE_ERROR_FAILED: zint could not make it (no memory)
 */
typedef enum
{
  DECT_BARCODE_ERROR_EMPTY,
  DECT_BARCODE_ERROR_CHARACTER,
  DECT_BARCODE_ERROR_LONG,
  DECT_BARCODE_ERROR_FAILED,
} DectBarcodeError;

/** DECT_BARCODE_MAX_CHARACTERS: far more than an IPEI or a MAC has, and what every symbology below holds (zint 2.11: 60 signs of Code 128) */
#define DECT_BARCODE_MAX_CHARACTERS 48

/**
 * DECT_BARCODE_STEP_MM:
 *
 * Modules are whole multiples of this wide: 1/300 inch, a dot of the coarsest printer that labels are meant for, and two of one with
 * 600 dpi. So every bar of the same width gets the same number of dots.
 */
#define DECT_BARCODE_STEP_MM (25.4 / 300)

/**
 * DECT_BARCODE_MIN_STEPS:
 *
 * Narrowest module, in steps: 0.169 mm, 6.7 mil. Scanners for the counter are made for 5 to 6.67 mil and wider; a printer with
 * 300 dpi cannot vary one dot without losing the ratio of widths.
 */
#define DECT_BARCODE_MIN_STEPS 2

/**
 * DectSymbology:
 * @DECT_SYMBOLOGY_CODE_128: bars (ISO/IEC 15417); quiet zone 10 modules at the left and right, none above and below
 * @DECT_SYMBOLOGY_QR: QR code (ISO/IEC 18004), level Q: a quarter of it may be dirty; quiet zone 4 modules all around
 * @DECT_SYMBOLOGY_DATA_MATRIX: Data Matrix ECC 200 (ISO/IEC 16022), square; quiet zone 1 module all around
 */
typedef enum
{
  DECT_SYMBOLOGY_CODE_128,
  DECT_SYMBOLOGY_QR,
  DECT_SYMBOLOGY_DATA_MATRIX,
} DectSymbology;

/**
 * DectBarcode:
 *
 * A text as dark and light modules, by libzint. Immutable, boxed, counted; made and drawn in any thread.
 */
typedef struct _DectBarcode DectBarcode;

#define DECT_TYPE_BARCODE (dect_barcode_get_type ())
GType dect_barcode_get_type (void) G_GNUC_CONST;

/**
 * dect_barcode_new:
 * @symbology: how
 * @text: 1 to #DECT_BARCODE_MAX_CHARACTERS printable characters of ASCII
 * @error: return location, #DECT_BARCODE_ERROR
 *
 * Pure: the same text is always the same modules.
 *
 * Returns: (transfer full) (nullable): the barcode
 */
DectBarcode *dect_barcode_new (DectSymbology symbology,
                               const char   *text,
                               GError      **error);

DectBarcode *dect_barcode_ref   (DectBarcode *self);
void         dect_barcode_unref (DectBarcode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectBarcode, dect_barcode_unref)

/** dect_barcode_get_columns: Returns: modules across, without quiet zones */
guint dect_barcode_get_columns (const DectBarcode *self);

/** dect_barcode_get_rows: Returns: modules down, without quiet zones; 1 = bars, as high as one likes */
guint dect_barcode_get_rows (const DectBarcode *self);

/** dect_barcode_get_quiet: Returns: modules that must stay light at the left and right, and above and below where there are rows */
guint dect_barcode_get_quiet (const DectBarcode *self);

/**
 * dect_barcode_fit:
 * @self: a barcode
 * @width_mm: room with its quiet zones
 * @height_mm: the same; of no meaning to bars
 * @max_steps: widest module, in steps of #DECT_BARCODE_STEP_MM
 *
 * Returns: millimetres of the widest module with which it fits, at most @max_steps steps; 0 = it does not fit
 */
double dect_barcode_fit (const DectBarcode *self,
                         double             width_mm,
                         double             height_mm,
                         guint              max_steps);

/**
 * dect_barcode_draw:
 * @self: a barcode
 * @cr: in millimetres; its source is the ink
 * @x_mm: left edge of the modules; the quiet zone is beyond it
 * @y_mm: upper edge of the modules
 * @module_mm: width of a module
 * @bar_mm: height of bars; of no meaning where there are rows
 *
 * Draws it as one path, so that no light shines between modules that touch.
 */
void dect_barcode_draw (const DectBarcode *self,
                        cairo_t           *cr,
                        double             x_mm,
                        double             y_mm,
                        double             module_mm,
                        double             bar_mm);

G_END_DECLS
