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
 * dect_graph_widest:
 * @self: a graph
 * @nodes: (array length=n_nodes): all nodes of one component
 * @n_nodes: how many
 * @root: one of them
 * @parent: (array length=n): set for each of them: its parent on the way to @root that has the best
 * weakest edge of all ways; %DECT_GRAPH_NONE for the root
 * @bottleneck: (array length=n): set to that weakest edge; %INFINITY for the root
 *
 * The maximum spanning tree: between any two nodes its way is one with the best weakest edge (Hu
 * 1961; Prim 1957, time in the square of @n_nodes). Of equal edges the one with the lower rank at
 * its lower end counts, then that with the lower rank at the other, so that there is but one such
 * tree.
 */
void dect_graph_widest (const DectGraph *self,
                        const guint *nodes,
                        guint n_nodes,
                        guint root,
                        guint *parent,
                        double *bottleneck);

/**
 * dect_graph_sparsify:
 * @self: a graph
 * @k: 1 and up
 *
 * Leaves out edges that do not matter as long as fewer than @k nodes fail: whichever of them are
 * taken away, the rest of both graphs falls into the same components. At most @k (n - 1) edges are
 * left, found in time proportional to nodes and edges: in a maximum adjacency ordering each node
 * keeps the edges to its first @k neighbours (Nagamochi and Ibaraki 1992; that both ends of an edge
 * left out are joined by @k ways without a common node: Frank, Ibaraki and Nagamochi 1993).
 *
 * Returns: (transfer full): the sparser graph of the same nodes
 */
DectGraph *dect_graph_sparsify (const DectGraph *self, guint k);

/**
 * DectGraphOrder:
 * @order: (array length=n): nodes in the order of a depth-first walk, component by component
 * @begin: (array length=n): place of each node in @order
 * @end: (array length=n): place after the last node below it
 * @low: (array length=n): earliest place that the node and those below it reach over one edge
 * outside the tree
 * @parent: (array length=n): parent in the walk's tree; %DECT_GRAPH_NONE where a walk began
 * @next: (array length=n + 1): scratch: the neighbour to look at next
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
  guint *next;
} DectGraphOrder;

/** dect_graph_order_new: Returns: (transfer full): memory for walks through graphs of @n nodes */
DectGraphOrder *dect_graph_order_new (guint n);
void dect_graph_order_free (DectGraphOrder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectGraphOrder, dect_graph_order_free)

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

/**
 * dect_graph_walk_without:
 * @self: a graph
 * @order: memory for as many nodes; the walk on return
 * @gone: a node that is not there; %DECT_GRAPH_NONE: all are
 * @roots: (array length=n_roots): at least one node of each component that is to be walked, in the
 * order in which they are begun; @gone, and what was walked before, is passed over
 * @n_roots: how many
 *
 * Nodes that are not reached have a @begin that is %DECT_GRAPH_NONE, and @gone one that is no place.
 *
 * Returns: number of nodes reached; the first so many of @order
 */
guint dect_graph_walk_without (const DectGraph *self,
                               DectGraphOrder *order,
                               guint gone,
                               const guint *roots,
                               guint n_roots);

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

/**
 * dect_graph_rate_root:
 * @self: a graph
 * @nodes: (array length=n_nodes): all nodes of one component
 * @n_nodes: how many, at least 1
 * @root: one of them
 * @total: (out): sum of all nodes' bottlenecks in its tree, rounded to a millionth so that the order
 * of adding does not decide between equals; the root's does not count
 *
 * What dect_graph_best_root() goes by.
 *
 * Returns: hops from @root to the farthest node
 */
guint dect_graph_rate_root (
    const DectGraph *self, const guint *nodes, guint n_nodes, guint root, double *total);

G_END_DECLS
