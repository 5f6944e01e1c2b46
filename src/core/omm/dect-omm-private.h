/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-layout.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/* Whether the layout is one for that file; else DECT_OMM_ERROR_KIND. */
gboolean dect_omm_layout_expect (const DectOmmLayout *self,
                                 DectKind             kind,
                                 GError             **error);

/* The record's own field of a column; NULL for the columns that come from elsewhere (names of places, secrets, blanks). */
const DectField *dect_omm_real_field (DectKind    kind,
                                      const char *id);

/* What a record's column holds, in the column's form; "" when unset. Not checked for what the file can carry.
 * Without secrets the secret columns are empty. */
char *dect_omm_column_dup_value (const DectOmmColumn *column,
                                 const DectSnapshot  *snapshot,
                                 const DectRecord    *record,
                                 const DectSecrets   *secrets);

/* A text in the column's form: MAC, IPEI and numbers as the column writes them, anything else as it stands; "" for NULL. */
char *dect_omm_column_form (const DectOmmColumn *column,
                            const char          *text);

/* What the columns of a record hold, one a column. Refuses what the file cannot carry. */
char **dect_omm_record_dup_values (const DectRecord    *record,
                                   const DectSnapshot  *snapshot,
                                   const DectOmmLayout *layout,
                                   const DectSecrets   *secrets,
                                   GError             **error);

/* Joins values with ";" and leaves trailing empty ones off; NULL counts as empty. */
char *dect_omm_join (const char *const *values,
                     guint              n_values);

G_END_DECLS
