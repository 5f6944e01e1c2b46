/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The text of the site's field fit_losses: losses found by a fit that count in place of those of data/radio/materials.json.
 *
 *   text  = [ entry *( blank entry ) ]          blanks before, after and between are skipped
 *   entry = id "=" number                       no blank inside
 *   id    = 1 to 64 of a-z, 0-9 and "-"         a material's id; not looked up here: a site may name
 *                                               materials of a list this computer does not have
 *   number = digits [ "." 1 to 6 digits ]       dB, 0 to %DECT_FIT_LOSSES_MAX_DB, whatever the locale
 *
 * Example: "brick-10=4.2 concrete-15=11". Pure functions, for any thread.
 */

/** DECT_FIT_LOSSES_MAX_DB: largest loss that is taken: more than any wall or slab that still lets a signal through */
#define DECT_FIT_LOSSES_MAX_DB 100.0

/**
 * dect_fit_losses_parse:
 * @text: (nullable): text of the field; hostile text is fine
 *
 * Entries that are not as above are left out, and so is every further entry of an id (the first one counts):
 * dect_fit_losses_list_bad() names them.
 *
 * Returns: (transfer full) (element-type utf8 double): loss in dB by id of the material (a `double *` of g_new()); empty for no
 *   text
 */
GHashTable *dect_fit_losses_parse (const char *text);

/**
 * dect_fit_losses_list_bad:
 * @text: (nullable): text of the field
 *
 * Returns: (transfer full): the entries that dect_fit_losses_parse() leaves out, in their order, as valid UTF-8; empty when the
 *   whole text counts
 */
GStrv dect_fit_losses_list_bad (const char *text);

/**
 * dect_fit_losses_format:
 * @losses: (element-type utf8 double): loss in dB by id, as dect_fit_losses_parse() returns it
 *
 * Sorted by id, at most two decimals, a point as decimal mark. What cannot be read back (a wrong id, a loss out of range or not a
 * number) is left out.
 *
 * Returns: (transfer full) (nullable): the text; %NULL for no entry
 */
char *dect_fit_losses_format (GHashTable *losses);

G_END_DECLS
