/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The graph algorithms below the chain, against the definitions of what they find. */

#include "config.h"

#include "chain/dect-chain.h"
#include "chain/dect-graph.h"

#include "support/radio-sites.h"

#include <locale.h>

/* --- Graphs as sets of bits ------------------------------------------------------------------- */

#define MAX_NODES 64

typedef struct
{
  guint n;
  guint64 next[MAX_NODES]; /* neighbours of each node */
} Bits;

static void
bits_join (Bits *bits, guint a, guint b)
{
  bits->next[a] |= G_GUINT64_CONSTANT (1) << b;
  bits->next[b] |= G_GUINT64_CONSTANT (1) << a;
}

/* Edge number i of the complete graph: (0, 1), (0, 2), (1, 2), (0, 3) ... */
static void
bits_join_number (Bits *bits, guint i)
{
  guint b = 1;

  while (i >= b)
    i -= b++;
  bits_join (bits, i, b);
}

static Bits
bits_of_number (guint n, guint64 number)
{
  Bits bits = { .n = n };

  for (guint i = 0; number != 0; i++, number >>= 1)
    {
      if (number & 1)
        bits_join_number (&bits, i);
    }
  return bits;
}

static Bits
bits_random (GRand *rand, guint n, double density)
{
  Bits bits = { .n = n };

  for (guint b = 1; b < n; b++)
    for (guint a = 0; a < b; a++)
      {
        if (g_rand_double (rand) < density)
          bits_join (&bits, a, b);
      }
  return bits;
}

/* What is reached from the lowest node of @among without leaving it. */
static guint64
bits_reach (const Bits *bits, guint64 among)
{
  guint64 reached = among & (~among + 1);
  guint64 before = 0;

  while (reached != before)
    {
      before = reached;
      for (guint v = 0; v < bits->n; v++)
        {
          if (reached >> v & 1)
            reached |= bits->next[v] & among;
        }
    }
  return reached;
}

static guint64
bits_all (guint n)
{
  return n == 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << n) - 1;
}

static gboolean
bits_is_connected (const Bits *bits, guint64 among)
{
  return among == 0 || bits_reach (bits, among) == among;
}

/* Whether no node is a cut node. */
static gboolean
bits_holds (const Bits *bits)
{
  for (guint v = 0; v < bits->n; v++)
    {
      if (!bits_is_connected (bits, bits_all (bits->n) & ~(G_GUINT64_CONSTANT (1) << v)))
        return FALSE;
    }
  return TRUE;
}

static DectGraph *
graph_of_bits (const Bits *bits)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (DectGraphEdge));

  for (guint b = 1; b < bits->n; b++)
    for (guint a = 0; a < b; a++)
      {
        DectGraphEdge edge = { a, b, 1.0 };

        if (bits->next[a] >> b & 1)
          g_array_append_val (edges, edge);
      }
  return dect_graph_new (bits->n, (gconstpointer) edges->data, edges->len, NULL);
}

static Bits
bits_of_graph (const DectGraph *graph)
{
  Bits bits = { .n = graph->n };

  for (guint v = 0; v < graph->n; v++)
    for (guint k = graph->start[v]; k < graph->start[v + 1]; k++)
      bits_join (&bits, v, graph->to[k]);
  return bits;
}

/* --- Sparser graphs --------------------------------------------------------------------------- */

static void
assert_same_parts (const Bits *a, const Bits *b, guint64 among)
{
  while (among != 0)
    {
      guint64 part = bits_reach (a, among);

      g_assert_cmphex (part, ==, bits_reach (b, among));
      among &= ~part;
    }
}

/* Whichever fewer than k nodes fail. */
static void
check_sparser (const Bits *bits, guint k)
{
  g_autoptr (DectGraph) graph = graph_of_bits (bits);
  g_autoptr (DectGraph) sparse = dect_graph_sparsify (graph, k);
  Bits left = bits_of_graph (sparse);
  guint64 all = bits_all (bits->n);

  g_assert_cmpuint (sparse->n, ==, bits->n);
  g_assert_cmpuint (sparse->start[sparse->n], <=, 2 * k * (MAX (bits->n, 1) - 1));
  for (guint v = 0; v < bits->n; v++)
    g_assert_cmphex (left.next[v] & ~bits->next[v], ==, 0);

  assert_same_parts (bits, &left, all);
  for (guint a = 0; a < bits->n && k > 1; a++)
    {
      guint64 without = all & ~(G_GUINT64_CONSTANT (1) << a);

      assert_same_parts (bits, &left, without);
      for (guint b = 0; b < a && k > 2; b++)
        {
          guint64 both = without & ~(G_GUINT64_CONSTANT (1) << b);

          assert_same_parts (bits, &left, both);
          for (guint c = 0; c < b && k > 3; c++)
            assert_same_parts (bits, &left, both & ~(G_GUINT64_CONSTANT (1) << c));
        }
    }
}

static void
test_sparser_all (void)
{
  for (guint n = 0; n <= 6; n++)
    for (guint64 number = 0; number >> (n * (MAX (n, 1) - 1) / 2) == 0; number++)
      {
        Bits bits = bits_of_number (n, number);

        check_sparser (&bits, 2);
        check_sparser (&bits, 3);
      }
}

static void
test_sparser_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint round = 0; round < 1500; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 7, 25);
      Bits bits = bits_random (rand, n, g_rand_double_range (rand, 0.05, 0.9));

      check_sparser (&bits, (guint) g_rand_int_range (rand, 1, 5));
    }
}

/* Groups that hang together by few nodes: where a sparser graph can go wrong. */
static void
test_sparser_knotted (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);

  for (guint round = 0; round < 1500; round++)
    {
      Bits bits = { .n = 24 };

      for (guint b = 1; b < bits.n; b++)
        for (guint a = 0; a < b; a++)
          {
            if (g_rand_double (rand) < (a / 6 == b / 6 ? 0.8 : 0.03))
              bits_join (&bits, a, b);
          }
      check_sparser (&bits, 3);
    }
}

/* --- Walks and roots -------------------------------------------------------------------------- */

/* A walk without a node is the walk of the graph that never had it. */
static void
test_walk_without (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (17);

  for (guint round = 0; round < 500; round++)
    {
      guint n = (guint) g_rand_int_range (rand, 2, 20);
      guint gone = (guint) g_rand_int_range (rand, 0, (gint) n);
      Bits bits = bits_random (rand, n, g_rand_double_range (rand, 0.05, 0.6));
      Bits without = bits;
      g_autoptr (DectGraph) graph = graph_of_bits (&bits);
      g_autoptr (DectGraph) smaller = NULL;
      g_autoptr (DectGraphOrder) walk = dect_graph_order_new (n);
      g_autoptr (DectGraphOrder) expected = NULL;
      guint roots[MAX_NODES];

      for (guint v = 0; v < n; v++)
        {
          roots[v] = v;
          without.next[v] &= ~(G_GUINT64_CONSTANT (1) << gone);
        }
      without.next[gone] = 0;
      smaller = graph_of_bits (&without);
      roots[gone] = roots[n - 1];

      g_assert_cmpuint (dect_graph_walk_without (graph, walk, gone, roots, n), ==, n - 1);
      expected = dect_graph_walk (smaller, roots, n - 1);
      for (guint v = 0; v < n; v++)
        {
          if (v == gone)
            continue;
          g_assert_cmpuint (walk->begin[v], ==, expected->begin[v]);
          g_assert_cmpuint (walk->end[v], ==, expected->end[v]);
          g_assert_cmpuint (walk->low[v], ==, expected->low[v]);
          g_assert_cmpuint (walk->parent[v], ==, expected->parent[v]);
        }
    }
}

/* More nodes than candidates for a best root: it still is about in the middle. */
static void
test_large_best_root (void)
{
  enum
  {
    N = 3001
  };
  g_autofree DectGraphEdge *edges = g_new (DectGraphEdge, N);
  g_autofree guint *nodes = g_new (guint, N);
  g_autoptr (DectGraph) graph = NULL;
  double total;

  for (guint i = 0; i < N; i++)
    {
      nodes[i] = i;
      edges[i] = (DectGraphEdge){ i, i + 1, 1.0 };
    }
  graph = dect_graph_new (N, edges, N - 1, NULL);
  g_assert_cmpuint (dect_graph_best_root (graph, nodes, N), ==, N / 2);
  g_assert_cmpuint (dect_graph_rate_root (graph, nodes, N, 0, &total), ==, N - 1);
  g_assert_cmpfloat (total, ==, N - 1);
  g_assert_cmpuint (dect_graph_rate_root (graph, nodes, N, N / 2, &total), ==, N / 2);
}

/* --- Links that are missing ------------------------------------------------------------------- */

static DectSnapshot *
site_of_bits (const Bits *bits)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 ids[MAX_NODES];

  for (guint v = 0; v < bits->n; v++)
    ids[v] = site_add_rfp (builder, (gint) v + 1, 0, NAN, NAN);
  for (guint b = 1; b < bits->n; b++)
    for (guint a = 0; a < b; a++)
      {
        if (bits->next[a] >> b & 1)
          site_add_link (builder, ids[a], ids[b], NAN, NAN, DECT_LINK_FORCED_ON);
      }
  return dect_snapshot_builder_end (builder);
}

/* Whether some @more edges from number @first on make it hold. */
static gboolean
bits_can_hold (const Bits *bits, guint first, guint more)
{
  guint n_edges = bits->n * (bits->n - 1) / 2;

  if (more == 0)
    return bits_holds (bits);
  for (guint i = first; i < n_edges; i++)
    {
      Bits joined = *bits;

      bits_join_number (&joined, i);
      if (bits_can_hold (&joined, i + 1, more - 1))
        return TRUE;
    }
  return FALSE;
}

static void
check_missing (const Bits *bits)
{
  g_autoptr (DectSnapshot) snapshot = site_of_bits (bits);
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  guint n;
  guint missing = dect_chain_get_components (chain, &n)[0].n_missing_links;

  g_assert_cmpuint (n, ==, 1);
  g_assert_true (bits_can_hold (bits, 0, missing));
  if (missing > 0)
    g_assert_false (bits_can_hold (bits, 0, missing - 1));
}

static void
test_missing_all (void)
{
  for (guint n = 2; n <= 6; n++)
    for (guint64 number = 0; number >> (n * (n - 1) / 2) == 0; number++)
      {
        Bits bits = bits_of_number (n, number);

        if (bits_is_connected (&bits, bits_all (n)))
          check_missing (&bits);
      }
}

static void
test_missing_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (19);

  for (guint round = 0; round < 400; round++)
    {
      Bits bits = bits_random (rand, 7, g_rand_double_range (rand, 0.15, 0.4));

      if (bits_is_connected (&bits, bits_all (7)))
        check_missing (&bits);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chain/graph/sparser/all", test_sparser_all);
  g_test_add_func ("/chain/graph/sparser/random", test_sparser_random);
  g_test_add_func ("/chain/graph/sparser/knotted", test_sparser_knotted);
  g_test_add_func ("/chain/graph/walk-without", test_walk_without);
  g_test_add_func ("/chain/graph/large-best-root", test_large_best_root);
  g_test_add_func ("/chain/graph/missing/all", test_missing_all);
  g_test_add_func ("/chain/graph/missing/random", test_missing_random);

  return g_test_run ();
}
