/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectChainSummary:
 *
 * How long the chain is and what it survives: one line, and more below it once it is opened. How much of the area survives is
 * worked out only then.
 */
#define DECT_TYPE_CHAIN_SUMMARY (dect_chain_summary_get_type ())
G_DECLARE_FINAL_TYPE (DectChainSummary, dect_chain_summary, DECT, CHAIN_SUMMARY, AdwBin)

/** dect_chain_summary_set_document: @document: (nullable): the site it is about */
void dect_chain_summary_set_document (DectChainSummary *self,
                                      DectDocument     *document);

G_END_DECLS
