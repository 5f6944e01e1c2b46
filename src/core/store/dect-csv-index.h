/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectCsvIndex:
 *
 * The site as it will be once the rows planned so far are applied, with its things by what rows
 * call them. New things have provisional ids, above those of the site.
 */
typedef struct _DectCsvIndex DectCsvIndex;

DectCsvIndex *dect_csv_index_new  (DectSnapshot *snapshot);
void          dect_csv_index_free (DectCsvIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectCsvIndex, dect_csv_index_free)

/** dect_csv_index_find: Returns: (nullable) (transfer none): the record as planned */
const DectRecord *dect_csv_index_find (const DectCsvIndex *self,
                                       guint32             id);

/**
 * dect_csv_index_put:
 * @self: an index
 * @record: (transfer full): a changed thing, or with id 0 a new one
 *
 * Returns: its id
 */
guint32 dect_csv_index_put (DectCsvIndex *self,
                            DectRecord   *record);

/** dect_csv_index_is_new: Returns: whether @id is provisional */
gboolean dect_csv_index_is_new (const DectCsvIndex *self,
                                guint32             id);

/** dect_csv_index_list_changed: Returns: (transfer container) (element-type DectRecord): records
 * put, in the order of kinds, within one in the order of their first put */
GPtrArray *dect_csv_index_list_changed (const DectCsvIndex *self);

/** dect_csv_index_list: Returns: (transfer container) (element-type DectRecord): all records of
 * @kind as planned */
GPtrArray *dect_csv_index_list (const DectCsvIndex *self,
                                DectKind            kind);

/**
 * dect_csv_index_ids:
 * @self: an index
 * @kind: what is looked for
 * @field: id of the field that names it: "name", "mac", "number", "ipei"; for a link "from"
 * @owner: the building of a floor, 0 for a floor of any building; the receiving RFP of a link; else
 *   0
 * @text: (nullable): the field's text
 *
 * Returns: (transfer none) (array length=n_ids) (nullable): ids of the things that are called so;
 * valid until the next put
 */
const guint32 *dect_csv_index_ids (const DectCsvIndex *self,
                                   DectKind            kind,
                                   const char         *field,
                                   guint32             owner,
                                   const char         *text,
                                   guint              *n_ids);

G_END_DECLS
