/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-document.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/**
 * dect_document_secrets:
 * @document: a document
 *
 * The passwords and access codes of an open site: in memory only, shared by all parts of its window, wiped with the document. They
 * never go into the file.
 *
 * Returns: (transfer none): its secrets, empty at first
 */
DectSecrets *dect_document_secrets (DectDocument *document);

G_END_DECLS
