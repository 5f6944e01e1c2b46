/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-graph.h"
#include "chain/dect-places.h"
#include "chain/dect-repair.h"
#include "radio/dect-coverage.h"
#include "radio/dect-scene.h"

G_BEGIN_DECLS

struct _DectRepair
{
  gatomicrefcount ref_count;
  DectRepairKind kind;
  DectRepairTarget target;
  guint64 generation;
  char *label;
  char *text;
  char *loss;
  gboolean is_cure;
  guint n_records;
  DectRfp **records;
  DectRfp **before; /* NULL for a new one */
  GArray *links;    /* DectRepairLink */
  DectRepairFigures figures[2];
  double moved_m; /* of a move */
};

/** dect_repair_new: takes copies of @records into a suggestion without words and figures; what they
 * were is looked up in @snapshot */
DectRepair *dect_repair_new (DectRepairKind kind,
                             const DectRepairTarget *target,
                             DectSnapshot *snapshot,
                             DectRfp *const *records,
                             guint n_records);

/* --- Sides of a weakness ---------------------------------------------------------------------- */

/** DectRepairSide: where an RFP stands: no part of it, cut off by it, reached all the same, or what
 * fails */
typedef enum
{
  DECT_REPAIR_SIDE_NONE,
  DECT_REPAIR_SIDE_LOST,
  DECT_REPAIR_SIDE_KEPT,
  DECT_REPAIR_SIDE_BROKEN,
} DectRepairSide;

/**
 * DectRepairSplit:
 * @side: (array length=RFPs): #DectRepairSide
 * @n_lost: RFPs that are cut off
 * @cluster: of all of them
 * @broken: indexes of the ends of the link that fails or is weak; G_MAXUINT without
 * @is_step: the other side is not the root's group, but any other: worth looking at only when that
 * is out of reach
 *
 * A weakness seen as two sides that need one more link.
 */
typedef struct
{
  guint8 *side;
  guint n_lost;
  gint cluster;
  guint broken[2];
  gboolean is_step;
} DectRepairSplit;

/** dect_repair_split: Returns: (transfer full) (element-type DectRepairSplit): the target's splits,
 * one for each group that is cut off, largest first; empty when it is not weak */
GPtrArray *dect_repair_split (DectSnapshot *snapshot,
                              DectLinks *links,
                              DectChain *chain,
                              const DectRepairTarget *target);

/** dect_repair_is_weak: whether a node hears none with the margin wanted */
gboolean dect_repair_is_weak (const DectChainNode *node);

/* --- The graph, quickly ----------------------------------------------------------------------- */

/** DectRepairEdge: a usable link of an RFP that is moved or added */
typedef struct
{
  guint to;
  double margin_db;
} DectRepairEdge;

/**
 * DectRepairGraph:
 *
 * Usable links of the members of one cluster, with what they were weak in; says in microseconds
 * whether other links of one RFP make anything worse.
 */
typedef struct _DectRepairGraph DectRepairGraph;

DectRepairGraph *dect_repair_graph_new (DectSnapshot *snapshot,
                                        DectLinks *links,
                                        DectChain *chain,
                                        gint cluster);
void dect_repair_graph_free (DectRepairGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectRepairGraph, dect_repair_graph_free)

/**
 * dect_repair_graph_try:
 * @self: a graph
 * @rfp: index of the RFP that has other links; the number of RFPs: one more
 * @edges: (array length=n_edges): all its links
 * @n_edges: how many
 * @joins: whether groups are to be joined, so that fewer are lost, or there are fewer groups; then
 * new cut RFPs and single links are taken into account, but do not speak against it
 * @cost: (out): cut RFPs, single links and weak RFPs together
 *
 * Returns: whether nothing gets worse
 */
gboolean dect_repair_graph_try (const DectRepairGraph *self,
                                guint rfp,
                                const DectRepairEdge *edges,
                                guint n_edges,
                                gboolean joins,
                                guint *cost);

/* --- Proof ------------------------------------------------------------------------------------ */

/**
 * DectRepairRun:
 *
 * What one call of dect_repair_suggest() works with.
 */
typedef struct
{
  DectSnapshot *snapshot;
  DectLinks *links;
  DectChain *chain;
  DectRepairTarget target;
  DectProgressFunc progress;
  gpointer data;
  GCancellable *cancellable;
  guint split;       /* which of them is being searched */
  guint n_splits;
  double wanted_db; /* limit "weak-margin" */
  GHashTable *coverages; /* by floor id: DectCoverage of the site as it is */
  GHashTable *places;    /* by floor id: DectPlaces */
  GPtrArray *found;      /* DectRepair */
} DectRepairRun;

/** dect_repair_report: tells how much of the present split is done, 0 to 1 */
void dect_repair_report (const DectRepairRun *run, double fraction);

/** dect_repair_places: Returns: (transfer none): places on a floor, made once */
const DectPlaces *dect_repair_places (DectRepairRun *run, guint32 floor);

/**
 * dect_repair_prove:
 * @run: a run
 * @split: the split the suggestion was made for
 * @repair: (transfer full): a suggestion
 *
 * Makes links and chain of the site as it would be, fills in figures, links and words, and keeps
 * the suggestion in the run when it gains something and makes nothing else worse.
 *
 * Returns: whether it is kept
 */
gboolean dect_repair_prove (DectRepairRun *run, const DectRepairSplit *split, DectRepair *repair);

/** dect_repair_search: looks for moves, additions, powers and clusters for one split; all that is
 * found and proved is in run->found. */
void dect_repair_search (DectRepairRun *run, const DectRepairSplit *split);

/**
 * dect_repair_say:
 * @run: a run
 * @split: the split the suggestion was made for
 * @repair: a suggestion whose figures and links are known
 * @n_left: RFPs that the weakness still cuts off
 *
 * Writes label, text and loss.
 */
void dect_repair_say (DectRepairRun *run,
                      const DectRepairSplit *split,
                      DectRepair *repair,
                      guint n_left);

G_END_DECLS
