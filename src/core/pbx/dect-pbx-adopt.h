/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "pbx/dect-pbx-document.h"

G_BEGIN_DECLS

/**
 * DectPbxAdoption:
 * @records: (element-type DectRecord): records as they shall be; id 0: new
 * @removed: (element-type guint32): ids of records that go
 * @left: (element-type DectPbxProblem): what the plan has no place for and therefore stays as the
 *   plan has it: pointer into the document, one sentence
 *
 * What must change in a plan so that its document becomes another one. Plain data.
 */
typedef struct
{
  GPtrArray *records;
  GArray *removed;
  GPtrArray *left;
} DectPbxAdoption;

void dect_pbx_adoption_free (DectPbxAdoption *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxAdoption, dect_pbx_adoption_free)

/**
 * dect_pbx_adoption_new:
 * @snapshot: a site
 * @document: the document it shall have, from dect_pbx_merge_dup_document()
 * @error: return location, %DECT_PBX_ERROR_MALFORMED, and as dect_pbx_document_new()
 *
 * Changed members go into the fields that the model has for them, unknown ones into the records'
 * extra. A base station whose building and floor are known by name moves there; new records of the
 * site's own `source` are added (base stations without a place on the plan), those of others are
 * left to the PBX. What the document does not name and the site's document does, goes. Secrets are
 * not touched. Pure; any thread.
 *
 * Returns: (transfer full): the changes
 */
DectPbxAdoption *
dect_pbx_adoption_new (DectSnapshot *snapshot, JsonNode *document, GError **error);

/**
 * dect_pbx_adopt:
 * @site: a site, no step open
 * @adoption: changes worked out from a snapshot of its present state
 *
 * Makes them, as one step of the history. Main thread.
 *
 * Returns: whether anything changed
 */
gboolean dect_pbx_adopt (DectSite *site, const DectPbxAdoption *adoption);

G_END_DECLS
