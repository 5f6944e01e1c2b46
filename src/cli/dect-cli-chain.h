/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-survival.h"
#include "dect-cli.h"

G_BEGIN_DECLS

/**
 * DectCliChain:
 * @failures: what fails
 * @survival: (nullable): what is left of the area; only with --failures
 * @what_if: (nullable): indexes of the RFPs named with --fail
 * @what_if_text: (nullable): how they were named
 *
 * What "handoverctl chain" knows of a site.
 */
typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
  DectFailures *failures;
  DectSurvival *survival;
  GArray *what_if;
  char *what_if_text;
} DectCliChain;

/** dect_cli_chain_name: Returns: (nullable): what a person calls RFP @index; %NULL for -1 */
const char *dect_cli_chain_name (DectSnapshot *snapshot, gint index);

/** dect_cli_chain_print_json: prints it for scripts */
void dect_cli_chain_print_json (const DectCliChain *self);

/** dect_cli_chain_print_text: prints it for a person */
void dect_cli_chain_print_text (const DectCliChain *self);

G_END_DECLS
