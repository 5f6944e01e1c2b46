/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-field.h"

G_BEGIN_DECLS

/**
 * dect_natural_compare:
 * @a: UTF-8
 * @b: UTF-8
 *
 * Compares names as people count: runs of the digits 0-9 by their value, whatever their length, what is between them in the order
 * of the locale (g_utf8_collate()). "Lab 2" comes before "Lab 10", "192.168.1.9" before "192.168.1.10". Texts of the same value
 * ("1", "01") are told apart by their bytes, so that the order is total.
 *
 * Returns: below, equal to or above zero
 */
int dect_natural_compare (const char *a,
                          const char *b);

/**
 * dect_field_compare:
 * @field: a field of both records' kind, not a REFERENCE
 * @a: a record
 * @b: another
 *
 * The order of a table sorted by @field: numbers by value, choices in the order of their values, identities by their characters, all
 * other texts by dect_natural_compare(); what is not set comes last, as it is what still has to be done.
 *
 * Returns: below, equal to or above zero
 */
int dect_field_compare (const DectField  *field,
                        const DectRecord *a,
                        const DectRecord *b);

G_END_DECLS
