/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-document.h"

static guint32
add_rfp (DectDocument *document,
         double        x_m)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->floor = dect_document_get_floor (document);
  rfp->x_m = x_m;
  rfp->y_m = 0;
  return dect_history_put_one (dect_document_get_history (document), DECT_RECORD (rfp), "Add", NULL);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
wait_for_analysis (DectDocument *document)
{
  while (dect_document_is_analysing (document))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_new (void)
{
  g_autoptr (DectDocument) document = dect_document_new ();
  DectSite *site = dect_document_get_site (document);

  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_BUILDING)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (site, DECT_KIND_FLOOR)), ==, 1);
  g_assert_cmpuint (dect_document_get_floor (document), !=, 0);
  g_assert_false (dect_document_get_modified (document));
  g_assert_false (dect_history_can_undo (dect_document_get_history (document)));
}

static void
test_selection (void)
{
  g_autoptr (DectDocument) document = dect_document_new ();
  guint32 a = add_rfp (document, 1);
  guint32 b = add_rfp (document, 2);
  guint n, changes = 0;

  g_signal_connect_swapped (document, "notify::selection", G_CALLBACK (count_cb), &changes);
  dect_document_select_one (document, a);
  dect_document_select_one (document, a);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (dect_item_get_id (dect_document_get_selected (document)) == a);
  dect_document_select_toggle (document, b);
  g_assert_null (dect_document_get_selected (document));
  g_assert_cmpuint (dect_document_get_selection (document, &n)[1], ==, b);
  g_assert_cmpuint (n, ==, 2);
  dect_document_select_toggle (document, a);
  g_assert_false (dect_document_is_selected (document, a));

  /* What is removed is not selected any more. */
  dect_history_begin (dect_document_get_history (document), "Remove", NULL);
  dect_history_remove (dect_document_get_history (document), b);
  dect_history_commit (dect_document_get_history (document));
  dect_document_get_selection (document, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (changes, ==, 4);
}

static void
test_analysis (void)
{
  g_autoptr (DectDocument) document = dect_document_new ();

  wait_for_analysis (document);
  g_assert_nonnull (dect_document_get_analysis (document));
  for (guint i = 0; i < 20; i++)
    {
      add_rfp (document, i);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_for_analysis (document);
  g_assert_cmpuint (dect_snapshot_count (dect_document_get_analysis (document)->snapshot, DECT_KIND_RFP), ==, 20);
}

static void
test_dispose_while_analysing (void)
{
  DectDocument *document = dect_document_new ();

  add_rfp (document, 1);
  g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (document);
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/document/new", test_new);
  g_test_add_func ("/ui/document/selection", test_selection);
  g_test_add_func ("/ui/document/analysis", test_analysis);
  g_test_add_func ("/ui/document/dispose-while-analysing", test_dispose_while_analysing);

  return g_test_run ();
}
