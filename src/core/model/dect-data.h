/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * dect_data_load:
 * @path: path below data/, "rfp/models.json"
 * @error: return location: #GIOError (NOT_FOUND, INVALID_FILENAME, NOT_REGULAR_FILE,
 *   MESSAGE_TOO_LARGE over 4 MiB, FAILED), or #JsonParserError
 *
 * Reads a data file: the user's own copy under ~/.config/handover/@path where there is one, else
 * the one built in. What the facts call unverified lives in such files, so that a user can correct
 * it.
 *
 * Returns: (transfer full): its JSON
 */
JsonNode *dect_data_load (const char *path,
                          GError    **error);

/** dect_data_load_built_in: as dect_data_load(), but never the user's own copy: what a reader falls
 * back to when that copy makes no sense. Returns: (transfer full): its JSON */
JsonNode *dect_data_load_built_in (const char *path,
                                   GError    **error);

/** dect_data_load_bytes: as dect_data_load() for a file that is no JSON. Returns: (transfer full):
 * its bytes */
GBytes *dect_data_load_bytes (const char *path,
                              GError    **error);

/**
 * dect_data_list:
 * @folder: folder below data/, "omm/layouts"
 *
 * Returns: (transfer full) (array zero-terminated=1): names of the files in it, built in and the
 * user's own, sorted
 */
char **dect_data_list (const char *folder);

/**
 * DectDataFunc:
 * @object: an entry of a data file
 * @data: what dect_data_foreach() was given
 */
typedef void (*DectDataFunc) (JsonObject *object,
                              gpointer    data);

/** dect_data_foreach: calls @func for each object in the array @list of @root (nullable), of the first 1000 entries; anything else that
 * stands there is passed over */
void dect_data_foreach (JsonNode    *root,
                        const char  *list,
                        DectDataFunc func,
                        gpointer     data);

/**
 * dect_data_member:
 * @object: an entry of a data file
 * @name: its member
 * @type: %G_TYPE_STRING, %G_TYPE_INT64, %G_TYPE_DOUBLE or %G_TYPE_BOOLEAN
 *
 * A member of another type counts as missing: the file may be a user's own.
 *
 * Returns: (transfer none) (nullable): its value
 */
JsonNode *dect_data_member (JsonObject *object,
                            const char *name,
                            GType       type);

/** dect_data_text: Returns: (transfer none) (nullable): a text member, which lives as long as the program; @fallback (nullable) when
 * there is none */
const char *dect_data_text (JsonObject *object,
                            const char *name,
                            const char *fallback);

/** dect_data_number: Returns: a number from @minimum to @maximum; @fallback when there is none */
double dect_data_number (JsonObject *object,
                         const char *name,
                         double      minimum,
                         double      maximum,
                         double      fallback);

/** dect_data_boolean: Returns: a boolean member; %FALSE when there is none */
gboolean dect_data_boolean (JsonObject *object,
                            const char *name);

G_END_DECLS
