/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * ItemPbx:
 *
 * A PBX of another kind than the contract's, in a thread of its own: ids of its own, lists as
 * {"items": [...]} in pages, a bearer token, creating and changing by POST, errors in answers of
 * 200, no ETags and no bulk sync. After what is public of such interfaces (facts, section D); not a
 * copy of any.
 *
 *     GET POST         /api/dect_phones
 *     GET POST DELETE  /api/dect_phones/ID
 *     GET POST         /api/dect_phones/ID/LIST        POST of {"items": [...]} replaces the list
 *     GET POST DELETE  /api/dect_phones/ID/LIST/ID
 *
 * LIST is any word, "members" or "bases" say.
 */
typedef struct _ItemPbx ItemPbx;

/** ItemFault: what goes wrong with one write: refused (422), an error in an answer of 200, cut before
 * it happens, cut after it has happened */
typedef enum
{
  ITEM_FAULT_NONE,
  ITEM_FAULT_REFUSE,
  ITEM_FAULT_ERROR_200,
  ITEM_FAULT_CUT_BEFORE,
  ITEM_FAULT_CUT_AFTER,
} ItemFault;

#define ITEM_PBX_TOKEN "a-bearer-token"

ItemPbx *item_pbx_new (void);
void item_pbx_free (ItemPbx *self);

/** item_pbx_get_uri: Returns: its base, "http://127.0.0.1:PORT/api/" */
const char *item_pbx_get_uri (ItemPbx *self);

/** item_pbx_set_fault: the @write-th write from now (1 = the next) goes wrong; the answers that make
 * something do not tell its id when @no_ids */
void item_pbx_set_fault (ItemPbx *self, guint write, ItemFault fault, gboolean no_ids);

/** item_pbx_take_log: Returns: (transfer full): "METHOD path" of each write so far, line by line;
 * emptied by it */
char *item_pbx_take_log (ItemPbx *self);

/** item_pbx_dump: Returns: (transfer full): all it holds, [{"id", ..., "LIST": [...]}, ...] */
JsonNode *item_pbx_dump (ItemPbx *self);

/** item_pbx_add: puts a record (JSON with single quotes) into list @list of the first phone, as if
 * somebody else had done so */
void item_pbx_add (ItemPbx *self, const char *list, const char *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ItemPbx, item_pbx_free)

G_END_DECLS
