/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Graphs as flat arrays, and what can be known of them in time proportional to nodes and edges.
 * Nothing recurses, so that a chain of thousands of RFPs does not end in a stack overflow. Nodes
 * are numbers from 0; no loops, no parallel edges.
 */

/** DECT_GRAPH_NONE: no node */
#define DECT_GRAPH_NONE G_MAXUINT

/** DectGraphEdge: an undirected edge; weight: the more the better, finite */
typedef struct
{
  guint a;
  guint b;
  double weight;
} DectGraphEdge;

/**
 * DectGraph:
 * @n: number of nodes
 * @start: (array length=n + 1): neighbours of node i are to[start[i]] to before to[start[i + 1]]
 * @to: the neighbours
 * @weight: weight of the edge to them
 * @rank: (array length=n): order in which equally good nodes are preferred, a permutation of the
 * numbers from 0
 *
 * Adjacency in compressed rows.
 */
typedef struct
{
  guint n;
  guint *start;
  guint *to;
  double *weight;
  guint *rank;
} DectGraph;

/**
 * dect_graph_new:
 * @n: number of nodes
 * @edges: (array length=n_edges): its edges
 * @n_edges: how many
 * @rank: (nullable) (array length=n): see #DectGraph; %NULL: by node number
 *
 * Returns: (transfer full): the graph
 */
DectGraph *dect_graph_new (guint n, const DectGraphEdge *edges, guint n_edges, const guint *rank);
void dect_graph_free (DectGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectGraph, dect_graph_free)

/**
 * dect_graph_components:
 * @self: a graph
 * @component: (out caller-allocates) (array length=n): number of each node's component, counted
 * from 0 by their first node
 *
 * Returns: how many there are
 */
guint dect_graph_components (const DectGraph *self, guint *component);

/**
 * dect_graph_levels:
 * @self: a graph
 * @root: a node
 * @level: (array length=n): set to the hops from @root for each node reached, others are left as
 * they are; must be %DECT_GRAPH_NONE for all nodes of the component before
 * @queue: (array length=n): the nodes reached, nearest first, on return
 *
 * Returns: how many were reached
 */
guint dect_graph_levels (const DectGraph *self, guint root, guint *level, guint *queue);

/**
 * dect_graph_tree:
 * @self: a graph
 * @queue: (array length=n_reached): nodes in the order of dect_graph_levels()
 * @n_reached: how many
 * @level: their levels
 * @parent: (array length=n): set for each of them: of the neighbours one hop nearer the one whose
 * way to the root has the best weakest edge, then the better edge, then the lower rank;
 * %DECT_GRAPH_NONE for the root
 * @bottleneck: (array length=n): set to the weakest edge on the way to the root; %INFINITY for the
 * root
 */
void dect_graph_tree (const DectGraph *self,
                      const guint *queue,
                      guint n_reached,
                      const guint *level,
                      guint *parent,
                      double *bottleneck);

/**
 * DectGraphOrder:
 * @order: (array length=n): nodes in the order of a depth-first walk, component by component
 * @begin: (array length=n): place of each node in @order
 * @end: (array length=n): place after the last node below it
 * @low: (array length=n): earliest place that the node and those below it reach over one edge
 * outside the tree
 * @parent: (array length=n): parent in the walk's tree
 *
 * A depth-first walk, from which cut nodes and bridges are read: child c of v hangs on v alone when
 * low[c] >= begin[v], and on the edge to v alone when low[c] > begin[v] (Tarjan 1972; Hopcroft and
 * Tarjan 1973).
 */
typedef struct
{
  guint *order;
  guint *begin;
  guint *end;
  guint *low;
  guint *parent;
} DectGraphOrder;

/**
 * dect_graph_walk:
 * @self: a graph
 * @roots: (array length=n_roots): one node of each component, in the order in which they are to be
 * walked
 * @n_roots: how many
 *
 * Returns: (transfer full): the walk
 */
DectGraphOrder *dect_graph_walk (const DectGraph *self, const guint *roots, guint n_roots);
void dect_graph_order_free (DectGraphOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectGraphOrder, dect_graph_order_free)

/**
 * dect_graph_best_root:
 * @self: a graph
 * @nodes: (array length=n_nodes): all nodes of one component
 * @n_nodes: how many, at least 1
 *
 * The node with the fewest hops to the farthest one, then the best sum of all nodes' bottlenecks in
 * its tree, then the lowest rank. In components so large that trying all would take longer than
 * about a tenth of a second, only the most central ones are tried (those whose larger distance to
 * two far ends is smallest), 64 at least.
 *
 * Returns: the node
 */
guint dect_graph_best_root (const DectGraph *self, const guint *nodes, guint n_nodes);

G_END_DECLS
