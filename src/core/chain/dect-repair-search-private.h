/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "chain/dect-repair-private.h"

G_BEGIN_DECLS

/** DECT_REPAIR_TRIES, DECT_REPAIR_PROOFS, DECT_REPAIR_NEAR: places tried in the graph, and proved,
 * for one RFP or floor; RFPs whose links are looked at while places are compared */
#define DECT_REPAIR_TRIES 40
#define DECT_REPAIR_PROOFS 4
#define DECT_REPAIR_NEAR 48

/** DectRepairNear: an RFP and what the path to it costs from where a search begins */
typedef struct
{
  double loss_db;
  guint rfp;
} DectRepairNear;

/** DectRepairSpot: a place, how far from others, and how well it joins both sides */
typedef struct
{
  DectPoint point;
  double apart_m;
  double margin_db;
  guint cost;
} DectRepairSpot;

/**
 * DectRepairSearch:
 * @run: what it is part of
 * @split: both sides
 * @graph: links of the cluster
 * @with_new: the site with one more RFP on each of @floors
 * @scene: of that site
 * @walker: through it
 * @sync_dbm: the site's sync limit
 * @joins: whether groups are to be joined
 * @n_rfps: RFPs of the site; the new ones follow
 * @pairs: (element-type DectRadioLink): of both sides, best first
 * @movers: (element-type guint): who may move
 * @floors: (element-type guint32): ids of floors where one more may hang
 * @near: (element-type DectRepairNear): who may hear the one that is looked at, best first
 *
 * The search for one split.
 */
typedef struct
{
  DectRepairRun *run;
  const DectRepairSplit *split;
  DectRepairGraph *graph;
  DectSnapshot *with_new;
  DectScene *scene;
  DectSceneWalker *walker;
  double sync_dbm;
  gboolean joins;
  guint n_rfps;
  GArray *pairs;
  GArray *movers;
  GArray *floors;
  GArray *near;
} DectRepairSearch;

/** dect_repair_side: Returns: on which side an RFP is */
DectRepairSide dect_repair_side (const DectRepairSearch *self, guint rfp);

/** dect_repair_is_cancelled: Returns: whether to give up */
gboolean dect_repair_is_cancelled (const DectRepairSearch *self);

/** dect_repair_find_near: fills @near for an RFP like @template (index of the scene) around
 * @middle */
void dect_repair_find_near (DectRepairSearch *self, guint template, DectPoint middle);

/**
 * dect_repair_collect_edges:
 * @self: a search whose @near is filled
 * @template: index in the scene; below @n_rfps: that RFP moves
 * @point: where, in its floor's frame
 * @is_stated: (nullable) (array length=n_rfps): whom to leave out
 * @n_near: how many of @near to look at
 * @edges: (element-type DectRepairEdge): usable links are appended
 */
void dect_repair_collect_edges (const DectRepairSearch *self,
                                guint template,
                                DectPoint point,
                                const guint8 *is_stated,
                                guint n_near,
                                GArray *edges);

/** dect_repair_margin: Returns: margin of the best new way between both sides over an RFP with
 * these links; -INFINITY without */
double dect_repair_margin (const DectRepairSearch *self, guint template, const GArray *edges);

/** dect_repair_compare_spots: better ones first */
int dect_repair_compare_spots (const void *a, const void *b);

/** dect_repair_search_move: looks for the nearest place for an RFP */
void dect_repair_search_move (DectRepairSearch *self, guint rfp);

/** dect_repair_search_add: looks for the best place for one more on a floor (index in @floors) */
void dect_repair_search_add (DectRepairSearch *self, guint index);

/** dect_repair_search_power: looks for ends of pairs that are turned down */
void dect_repair_search_power (DectRepairSearch *self);

/** dect_repair_search_cluster: makes a cluster of a group out of reach */
void dect_repair_search_cluster (DectRepairSearch *self);

G_END_DECLS
