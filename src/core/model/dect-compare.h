/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectComparedAs:
 * @DECT_COMPARED_ADDED: only the later one has it
 * @DECT_COMPARED_CHANGED: both have it, and differently
 * @DECT_COMPARED_REMOVED: only the earlier one has it
 */
typedef enum
{
  DECT_COMPARED_ADDED,
  DECT_COMPARED_CHANGED,
  DECT_COMPARED_REMOVED,
} DectComparedAs;

/**
 * DectComparison:
 * @as: what became of the thing
 * @title: which one: "base station 4 (Lab)", or "log"
 * @details: what is different in it, "Name: Lab → Laboratory"; of what was added or removed as a whole ""
 *
 * One thing in which two states of a site differ, in words.
 */
typedef struct
{
  DectComparedAs as;
  char          *title;
  char          *details;
} DectComparison;

/**
 * dect_compare:
 * @before: a site
 * @after: the same site later, or another copy of it
 *
 * What dect_change_list() finds, a thing a row, and what nobody edits by hand: images, members of newer versions, the log. The dates of
 * the last change are no difference. Any thread.
 *
 * Returns: (transfer full) (element-type DectComparison): in what they differ; empty where nothing would be lost with one of them
 */
GPtrArray *dect_compare (DectSnapshot *before,
                         DectSnapshot *after);

/** dect_compared_label: Returns: "new", "changed" or "removed", translated */
const char *dect_compared_label (DectComparedAs as);

G_END_DECLS
