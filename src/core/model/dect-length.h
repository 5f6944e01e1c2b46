/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-field.h"

G_BEGIN_DECLS

/*
 * Lengths as people read and write them. Everything is stored, computed and exchanged in metres; only words for a person go through
 * here, in the unit that the person prefers.
 */

/** DECT_FOOT_M: 1 ft, metres; exact (international yard and pound agreement of 1959) */
#define DECT_FOOT_M 0.3048

/**
 * DectLengthUnit:
 * @DECT_LENGTH_METRES: 2.5 m
 * @DECT_LENGTH_FEET: 8′ 2″
 */
typedef enum
{
  DECT_LENGTH_METRES,
  DECT_LENGTH_FEET,
} DectLengthUnit;

/** dect_length_set_unit: what all words of the program use from now on, in every thread; at first %DECT_LENGTH_METRES */
void dect_length_set_unit (DectLengthUnit unit);

/** dect_length_get_unit: Returns: what dect_length_set_unit() was given */
DectLengthUnit dect_length_get_unit (void);

/** dect_length_get_unit_name: Returns: (transfer none): “m” or “ft”, translated: for titles of fields whose values are written without it */
const char *dect_length_get_unit_name (void);

/** dect_length_get_unit_size: Returns: what a bare number counts, metres: 1 or #DECT_FOOT_M */
double dect_length_get_unit_size (void);

/**
 * dect_length_to_text:
 * @length_m: metres; %NAN for unset
 * @decimals: 0 to 4, of metres; feet are given as exactly as that asks for: up to one to the inch, with two to a tenth of it
 *
 * Returns: (transfer full): “2.50 m”, or “8′ 2.4″”, with the decimal sign of the locale; “–” when unset
 */
char *dect_length_to_text (double length_m,
                           guint  decimals);

/** dect_length_size_to_text: Returns: (transfer full): a width and a height, metres: “12.0 × 8.5 m”; see dect_length_to_text() */
char *dect_length_size_to_text (double width_m,
                                double height_m,
                                guint  decimals);

/** dect_length_area_to_text: Returns: (transfer full): an area, square metres, in whole units: “120 m²” or “1292 ft²” */
char *dect_length_area_to_text (double area_m2);

/**
 * dect_length_to_entry:
 * @length_m: metres; %NAN for unset
 *
 * What stands in an entry whose title has the unit. In metres no digit is lost; feet have hundredths of an inch, 0.25 mm.
 *
 * Returns: (transfer full): “2.5” or “8′ 2.43″”, with the decimal sign of the locale; "" when unset
 */
char *dect_length_to_entry (double length_m);

/**
 * dect_length_from_text:
 * @text: a length: a number of the unit in use, or one or more numbers with units (m, cm, mm; ft, foot, feet, ', in, inch, inches, ",
 *   and the typographic signs), the larger first: “2.5”, “1,2 m”, “120 cm”, “3' 6"”, “3 ft 6 1/2 in”, “-2 m”. A bare number behind
 *   feet is inches. Decimal comma understood, blanks allowed anywhere but inside a number.
 * @length_m: (out): metres
 * @error: return location, %DECT_FIELD_ERROR_NUMBER
 *
 * Returns: whether @text is a length
 */
gboolean dect_length_from_text (const char *text,
                                double     *length_m,
                                GError    **error);

/** dect_field_is_length: Returns: whether a field holds metres: a number whose id ends in “_m”, but for the scale of a plan, which is a ratio */
gboolean dect_field_is_length (const DectField *field);

G_END_DECLS
