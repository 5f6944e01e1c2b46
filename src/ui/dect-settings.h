/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/dect-record.h"

G_BEGIN_DECLS

/** DECT_SETTINGS_ID: id of the schema, data/io.github.handover_planner.Handover.gschema.xml; one for all profiles of the build */
#define DECT_SETTINGS_ID "io.github.handover_planner.Handover"

/**
 * dect_settings_get:
 *
 * What a person prefers. The schema is looked for where the system keeps them, then beside a program that runs from the build
 * folder.
 *
 * Returns: (transfer none) (nullable): the preferences; %NULL where no schema is found: then the schema's defaults hold
 *   and nothing can be kept
 */
GSettings *dect_settings_get (void);

/** dect_settings_apply: gives a new site the limits and the connection profile that the person prefers */
void dect_settings_apply (DectSiteInfo *info);

/** dect_settings_dup_print_language: Returns: (transfer full): id of the language of printed pages, see dect_locale_enter(); "" for the program's */
char *dect_settings_dup_print_language (void);

/** dect_settings_follow_colors: makes all windows light or dark as preferred, from now on */
void dect_settings_follow_colors (void);

/** dect_settings_follow_unit: lengths are written in the unit that is preferred, from now on; see dect_length_set_unit() */
void dect_settings_follow_unit (void);

/** dect_settings_watch_unit: calls @callback (swapped: @owner first) when lengths are to be written anew, as long as @owner lives */
void dect_settings_watch_unit (gpointer  owner,
                               GCallback callback);

G_END_DECLS
