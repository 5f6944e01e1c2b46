/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** test_document_parse: Returns: (transfer full): JSON that is written with single quotes to be readable; the test fails where it is none */
JsonNode *test_document_parse (const char *text);

/** test_document_text: Returns: (transfer full): a document as it goes to the PBX */
char *test_document_text (JsonNode *document);

G_END_DECLS
