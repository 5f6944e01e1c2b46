/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-document.h"
#include "dect-plan-import.h"
#include "plan/dect-plan.h"

static guint32
add_rfp (DectDocument *document, double x_m)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->floor = dect_document_get_floor (document);
  rfp->x_m = x_m;
  rfp->y_m = 0;
  return dect_history_put_one (dect_document_get_history (document), DECT_RECORD (rfp), "Add",
                               NULL);
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
  g_assert_cmpuint (
      dect_snapshot_count (dect_document_get_analysis (document)->snapshot, DECT_KIND_RFP), ==, 20);
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

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static GFile *
temporary_file (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("dect-ui-XXXXXX", NULL);

  return g_file_new_build_filename (folder, name, NULL);
}

static void
remove_file (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  g_file_delete (file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
  g_object_unref (file);
}

static void
test_save (void)
{
  g_autoptr (DectDocument) document = dect_document_new ();
  g_autoptr (DectDocument) again = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;
  GFile *file = temporary_file ("site.handover");
  guint modified = 0;

  g_signal_connect_swapped (document, "notify::modified", G_CALLBACK (count_cb), &modified);
  add_rfp (document, 7);
  g_assert_true (dect_document_get_modified (document));
  dect_document_save_async (document, file, NULL, result_cb, &saved);
  /* What comes while it writes is not saved. */
  add_rfp (document, 8);
  g_assert_true (dect_document_save_finish (document, wait_for_result (&saved), &error));
  g_assert_no_error (error);
  g_assert_true (dect_document_get_modified (document));
  g_assert_true (g_file_equal (dect_document_get_file (document), file));
  g_clear_object (&saved);
  dect_document_save_async (document, NULL, NULL, result_cb, &saved);
  g_assert_true (dect_document_save_finish (document, wait_for_result (&saved), &error));
  g_assert_false (dect_document_get_modified (document));
  g_assert_cmpuint (modified, ==, 2);

  dect_document_load_async (file, NULL, result_cb, &loaded);
  again = dect_document_load_finish (wait_for_result (&loaded), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (
      g_list_model_get_n_items (dect_site_list (dect_document_get_site (again), DECT_KIND_RFP)), ==,
      2);
  g_assert_false (dect_document_get_modified (again));
  g_assert_true (g_file_equal (dect_document_get_file (again), file));
  remove_file (file);
}

static void
test_load_nothing (void)
{
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;
  GFile *file = temporary_file ("nothing.handover");

  dect_document_load_async (file, NULL, result_cb, &loaded);
  g_assert_null (dect_document_load_finish (wait_for_result (&loaded), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  remove_file (file);
}

static void
test_import (void)
{
  static const struct
  {
    const char *name;
    const char *content;
    gint code; /* of DECT_PLAN_ERROR, -1 = taken */
  } cases[] = {
    { "plan.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 200'/>", -1 },
    { "plan.png", "this is not an image", DECT_PLAN_ERROR_FORMAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectDocument) document = dect_document_new ();
      g_autoptr (GAsyncResult) imported = NULL;
      g_autoptr (GError) error = NULL;
      GFile *file = temporary_file (cases[i].name);
      const DectRecord *floor;

      g_file_set_contents (g_file_peek_path (file), cases[i].content, -1, NULL);
      dect_plan_import_async (document, dect_document_get_floor (document), file, NULL, result_cb,
                              &imported);
      g_assert_cmpint (dect_plan_import_finish (document, wait_for_result (&imported), &error), ==,
                       cases[i].code < 0);
      floor = dect_site_find_record (dect_document_get_site (document),
                                     dect_document_get_floor (document));
      g_assert_cmpint (DECT_FLOOR (floor)->plan != NULL, ==, cases[i].code < 0);
      if (cases[i].code >= 0)
        g_assert_error (error, DECT_PLAN_ERROR, cases[i].code);
      remove_file (file);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/document/new", test_new);
  g_test_add_func ("/ui/document/selection", test_selection);
  g_test_add_func ("/ui/document/analysis", test_analysis);
  g_test_add_func ("/ui/document/save", test_save);
  g_test_add_func ("/ui/document/load-nothing", test_load_nothing);
  g_test_add_func ("/ui/document/import", test_import);
  g_test_add_func ("/ui/document/dispose-while-analysing", test_dispose_while_analysing);

  return g_test_run ();
}
