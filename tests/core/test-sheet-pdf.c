/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-ipei.h"
#include "sheet/dect-sheet-map-private.h"
#include "sheet/dect-sheet-private.h"
#include "sheet/dect-sheet.h"
#include "support/test-pdf.h"
#include "support/test-site.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

/* 22 November 2026, 12:00 UTC */
#define CHANGED 1795348800

static DectSnapshotBuilder *
begin_site (const char *pairs)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  dect_snapshot_builder_set_changed (builder, CHANGED);
  test_site_add (builder, DECT_KIND_SITE, pairs);
  return builder;
}

static void
add_handsets (DectSnapshotBuilder *builder, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      DectIpei ipei = { 77, 115484 + i };
      g_autofree char *text = dect_ipei_to_string (&ipei);
      g_autofree char *pairs
          = g_strdup_printf ("ipei=%s|number=%u|name=Person %u|location=Ward 2", text, 900 + i, i);

      test_site_add (builder, DECT_KIND_HANDSET, pairs);
    }
}

static guint32
add_floor (DectSnapshotBuilder *builder, guint32 building, const char *pairs)
{
  g_autofree char *all = g_strdup_printf ("building=#%u|%s", building, pairs);

  return test_site_add (builder, DECT_KIND_FLOOR, all);
}

static guint32
add_rfp (DectSnapshotBuilder *builder, guint32 floor, double x_m, const char *pairs)
{
  g_autofree char *all = g_strdup_printf ("floor=#%u|x_m=%g|y_m=5|%s", floor, x_m, pairs);

  return test_site_add (builder, DECT_KIND_RFP, all);
}

/* House A: a ground floor with a master, a failover and an RFP whose MAC is not known, an empty
 * first floor, a second floor with one RFP; one RFP without a place; three handsets. */
static DectSnapshot *
make_site (void)
{
  DectSnapshotBuilder *builder = begin_site ("name=Plant North|customer=Example & Sons");
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=House A");
  guint32 lan_switch = test_site_add (builder, DECT_KIND_SWITCH, "name=SW1");
  guint32 second = add_floor (builder, building, "name=Second floor|level=2");
  guint32 ground = add_floor (builder, building, "name=Ground floor|level=0");
  g_autofree char *first = g_strdup_printf ("number=1|name=R1|room=Reception|mac=00:30:42:1B:7F:05|"
                                            "model=45|role=master|target_ip=10.20.0.11"
                                            "|switch=#%u|port=3",
                                            lan_switch);

  add_floor (builder, building, "name=First floor|level=1");
  add_rfp (builder, ground, 5, first);
  add_rfp (builder, ground, 15, "number=5|name=R5|room=Lab|mac=00:30:42:1B:7F:06|role=failover");
  add_rfp (builder, ground, 25, "number=2|name=R2|room=Workshop|mount_m=3.2");
  add_rfp (builder, second, 5, "number=12|name=R12|room=Attic|mac=00:30:42:1B:7F:07");
  test_site_add (builder, DECT_KIND_RFP, "name=Spare one");
  add_handsets (builder, 3);

  return dect_snapshot_builder_end (builder);
}

/* What these tests look at; the other kinds have tests of their own. */
static const DectSheetOptions basic = { .kinds = DECT_SHEET_PLACEMENT | DECT_SHEET_IPEI };

static GBytes *
write_pdf (DectSnapshot *snapshot, const DectSheetOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, &error);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);

  g_assert_no_error (error);
  return test_pdf_write (snapshot, links, chain, options);
}

static PopplerDocument *
open_pdf (DectSnapshot *snapshot, const DectSheetOptions *options)
{
  g_autoptr (GBytes) bytes = write_pdf (snapshot, options);

  return test_pdf_open (bytes);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is missing in:\n%s", part, text);
}

static void
assert_pages (DectSnapshot *snapshot, const DectSheetOptions *options, guint n_pages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSheets) sheets = dect_sheets_new (snapshot, NULL, NULL, options, NULL, &error);
  PopplerDocument *document = open_pdf (snapshot, options);

  g_assert_no_error (error);
  g_assert_cmpuint (dect_sheets_count_pages (sheets), ==, n_pages);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, (int) n_pages);
  g_object_unref (document);
}

static void
test_words (void)
{
  DectSheetKinds kinds;
  DectPaper paper;

  g_assert_true (dect_sheet_kinds_from_text ("ipei", &kinds));
  g_assert_cmpint (kinds, ==, DECT_SHEET_IPEI);
  g_assert_true (dect_sheet_kinds_from_text ("All", &kinds));
  g_assert_cmpint (kinds, ==, DECT_SHEET_ALL);
  g_assert_false (dect_sheet_kinds_from_text ("poster", &kinds));
  g_assert_true (dect_paper_from_text ("letter", &paper));
  g_assert_cmpint (paper, ==, DECT_PAPER_LETTER);
  g_assert_false (dect_paper_from_text ("a3", &paper));
}

static void
test_identical (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectSnapshot) again = make_site ();
  DectSheetOptions options = { .kinds = DECT_SHEET_ALL };
  g_autoptr (GBytes) first = write_pdf (snapshot, &options);
  g_autoptr (GBytes) second = write_pdf (again, &options);
  g_autoptr (GBytes) third = write_pdf (snapshot, NULL);

  g_assert_true (g_bytes_equal (first, second));
  g_assert_true (g_bytes_equal (first, third));
}

/* Across, a plan gives way to its table as long as enough is left of it. */
static void
test_pages (void)
{
  static const struct
  {
    DectSheetKinds kinds;
    guint n_pages, n_across;
  } cases[] = { { DECT_SHEET_PLACEMENT, 3, 3 },
                { DECT_SHEET_IPEI, 1, 1 },
                { DECT_SHEET_PLACEMENT | DECT_SHEET_IPEI, 4, 4 } };
  g_autoptr (DectSnapshot) snapshot = make_site ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSheetOptions options = { .kinds = cases[i].kinds };

      assert_pages (snapshot, &options, cases[i].n_pages);
      options.landscape = TRUE;
      assert_pages (snapshot, &options, cases[i].n_across);
    }
}

static void
test_paper (void)
{
  static const struct
  {
    DectPaper paper;
    gboolean landscape;
    double width_pt, height_pt;
  } cases[] = {
    { DECT_PAPER_A4, FALSE, 595.276, 841.89 },
    { DECT_PAPER_A4, TRUE, 841.89, 595.276 },
    { DECT_PAPER_LETTER, FALSE, 612, 792 },
    { DECT_PAPER_LETTER, TRUE, 792, 612 },
  };
  g_autoptr (DectSnapshot) snapshot = make_site ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSheetOptions options
          = { .kinds = basic.kinds, .paper = cases[i].paper, .landscape = cases[i].landscape };
      PopplerDocument *document = open_pdf (snapshot, &options);
      PopplerPage *page = poppler_document_get_page (document, 3);
      double width_pt, height_pt;

      poppler_page_get_size (page, &width_pt, &height_pt);
      g_assert_cmpfloat_with_epsilon (width_pt, cases[i].width_pt, 0.01);
      g_assert_cmpfloat_with_epsilon (height_pt, cases[i].height_pt, 0.01);
      g_object_unref (page);
      g_object_unref (document);
    }
}

static void
test_text (void)
{
  static const struct
  {
    int page;
    const char *part;
  } cases[] = {
    { 0, "House A · Ground floor" },
    { 0, "Placement of base stations" },
    { 0, "Plant North" },
    { 0, "Plan of 22 Nov 2026" },
    { 0, "1 : " },
    { 0, "Reception" },
    { 0, "00:30:42:1B:7F:05" },
    { 0, "RFP 45" },
    { 0, "Master" },
    { 0, "Failover" },
    { 0, "10.20.0.11" },
    { 0, "SW1 / 3" },
    { 0, "MAC sticker" },
    { 0, "at 3.2 m" },
    { 0, "Mount at 2.5 m" },
    { 0, "Page 1 of 4" },

    { 1, "House A · Second floor" },
    { 1, "Attic" },
    { 2, "Without a place" },
    { 2, "Spare one" },
    { 3, "Handsets" },
    { 3, "3 handsets" },
    { 3, "00077 0115484 2" },
    { 3, "Person 2" },
    { 3, "Page 4 of 4" },
  };
  g_autoptr (DectSnapshot) snapshot = make_site ();
  PopplerDocument *document = open_pdf (snapshot, &basic);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = test_pdf_page_text (document, cases[i].page);

      assert_has (text, cases[i].part);
    }
  g_object_unref (document);
}

static void
test_metadata (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  PopplerDocument *document = open_pdf (snapshot, &basic);
  g_autofree char *title = poppler_document_get_title (document);
  g_autofree char *author = poppler_document_get_author (document);
  g_autoptr (GDateTime) date = poppler_document_get_creation_date_time (document);

  assert_has (title, "Plant North");
  g_assert_cmpstr (author, ==, PACKAGE_NAME);
  g_assert_cmpint (g_date_time_to_unix (date), ==, CHANGED);
  g_object_unref (document);
}

static void
collect_outline (PopplerIndexIter *iter, GString *text)
{
  do
    {
      PopplerAction *action = poppler_index_iter_get_action (iter);
      PopplerIndexIter *child = poppler_index_iter_get_child (iter);

      g_string_append_printf (
          text, "%s@%d;", action->any.title,
          action->type == POPPLER_ACTION_GOTO_DEST ? action->goto_dest.dest->page_num : -1);
      if (child != NULL)
        collect_outline (child, text);
      g_clear_pointer (&child, poppler_index_iter_free);
      poppler_action_free (action);
    }
  while (poppler_index_iter_next (iter));
}

static void
test_outline (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  PopplerDocument *document = open_pdf (snapshot, &basic);
  PopplerIndexIter *iter = poppler_index_iter_new (document);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_nonnull (iter);
  collect_outline (iter, text);
  g_assert_cmpstr (text->str, ==,
                   "Placement of base stations@1;House A · Ground floor@1;House A · Second floor@2;"
                   "Without a place@3;Handsets@4;Handsets@4;");
  poppler_index_iter_free (iter);
  g_object_unref (document);
}

/* Every row of a long table is on exactly one page, and each page says that it goes on. */
static void
test_long_table (void)
{
  DectSnapshotBuilder *builder = begin_site ("name=Hospital");
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=B");
  guint32 floor = add_floor (builder, building, "name=F");
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  PopplerDocument *document;
  int n_pages;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *pairs
          = g_strdup_printf ("number=%u|name=R%u|mac=00:30:42:00:01:%02X", i + 1, i + 1, i);

      add_rfp (builder, floor, i, pairs);
    }
  snapshot = dect_snapshot_builder_end (builder);
  document = open_pdf (snapshot, &basic);
  n_pages = poppler_document_get_n_pages (document);
  g_assert_cmpint (n_pages, >=, 3);
  g_assert_cmpint (n_pages, <=, 5);
  for (int i = 0; i < n_pages; i++)
    {
      g_autofree char *text = test_pdf_page_text (document, i);

      g_string_append (all, text);
      if (i > 0)
        assert_has (text, "continued");
    }
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *mac = g_strdup_printf ("00:30:42:00:01:%02X", i);
      const char *found = strstr (all->str, mac);

      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, mac));
    }
  g_object_unref (document);
}

static void
assert_boxes (const DectSheets *sheets)
{
  for (guint i = 0; i < sheets->pages->len; i++)
    {
      const DectSheetPage *page = g_ptr_array_index (sheets->pages, i);
      double bottom_mm = page->content.y_mm;

      g_assert_cmpfloat (page->content.x_mm + page->content.width_mm, <, sheets->width_mm);
      for (guint n = 0; n < page->blocks->len; n++)
        {
          const DectSheetRect *box = &g_array_index (page->blocks, DectSheetBlock, n).box;

          g_assert_cmpfloat (box->y_mm, >=, bottom_mm);
          g_assert_cmpfloat (box->width_mm, <=, page->content.width_mm + 1e-6);
          bottom_mm = box->y_mm + box->height_mm;
        }
      g_assert_cmpfloat (bottom_mm, <=, page->content.y_mm + page->content.height_mm + 1e-6);
    }
}

/* Long and foreign names: all of them wrap, every block stays in its box. */
static void
test_names (void)
{
  static const char *const names[] = {
    "Bartholomäus Freiherr von Hohenstein-Ernstthal zu Wittelsbach und Umgebung",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Μαρία Παπαδοπούλου",
    "محمد عبد الله",
    "山田太郎",
    "x",
  };
  DectSnapshotBuilder *builder = begin_site ("name=A site whose name is so long that the upper "
                                             "right corner of a page cannot hold it in one line");
  guint32 building
      = test_site_add (builder, DECT_KIND_BUILDING,
                       "name=A building with a long name, even longer than the title allows");
  guint32 floor = add_floor (builder, building, "name=The floor between the ground and the first");
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;
  PopplerDocument *document;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *rfp
          = g_strdup_printf ("number=%u|name=R%u|room=%s|role=master", 1000 + i, i, names[i]);
      g_autofree char *handset = g_strdup_printf ("name=%s|location=%s|additional_id=%s|number=%u",
                                                  names[i], names[i], names[i], i);

      add_rfp (builder, floor, 0.2 * i, rfp);
      test_site_add (builder, DECT_KIND_HANDSET, handset);
    }
  snapshot = dect_snapshot_builder_end (builder);

  for (guint i = 0; i < 4; i++)
    {
      DectSheetOptions options = { .kinds = basic.kinds,
                                   .paper = i & 1 ? DECT_PAPER_LETTER : DECT_PAPER_A4,
                                   .landscape = i > 1 };
      g_autoptr (DectSheets) sheets = dect_sheets_new (snapshot, NULL, NULL, &options, NULL, NULL);

      assert_boxes (sheets);
    }
  document = open_pdf (snapshot, &basic);
  text = test_pdf_page_text (document, 1);
  assert_has (text, "Umgebung");
  assert_has (text, "Παπαδοπούλου");
  assert_has (text, "IPEI sticker");
  g_object_unref (document);
}

static void
test_empty (void)
{
  static const DectSheetKinds kinds[] = { DECT_SHEET_PLACEMENT, DECT_SHEET_IPEI, DECT_SHEET_ALL };
  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (begin_site ("name=Nothing yet"));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      DectSheetOptions options = { .kinds = kinds[i] };
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;

      g_assert_false (dect_sheets_write_pdf (snapshot, NULL, NULL, &options, stream, NULL, &error));
      g_assert_error (error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_EMPTY);
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==,
                        0);
    }
}

static void
test_cancel (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (dect_sheets_write_pdf (snapshot, NULL, NULL, NULL, stream, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), ==, 0);
}

static void
test_stream_fails (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  char room[100];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (dect_sheets_write_pdf (snapshot, NULL, NULL, NULL, stream, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

/* A plan that cannot be read takes the plan away from the crew, not the page. */
static void
test_broken_plan (void)
{
  static const struct
  {
    const char *plan, *bytes, *page, *message;
  } cases[] = {
    { "plans/a.png", "no image at all", "0", "no plan image" },
    { "plans/gone.png", NULL, "0", "missing" },
    { "plans/a.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>", "4",
      "no page 5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = begin_site ("name=S");
      guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=B");
      g_autofree char *pairs = g_strdup_printf ("name=F|plan=%s|plan_page=%s|plan_scale_m=0.1",
                                                cases[i].plan, cases[i].page);
      guint32 floor = add_floor (builder, building, pairs);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autofree char *text = NULL;
      PopplerDocument *document;

      if (cases[i].bytes != NULL)
        {
          g_autoptr (GBytes) bytes = g_bytes_new (cases[i].bytes, strlen (cases[i].bytes));

          dect_snapshot_builder_add_blob (builder, cases[i].plan, bytes);
        }
      add_rfp (builder, floor, 1, "number=7|name=R7");
      snapshot = dect_snapshot_builder_end (builder);
      document = open_pdf (snapshot, &basic);
      text = test_pdf_page_text (document, 0);
      assert_has (text, cases[i].message);
      assert_has (text, "R7");
      g_object_unref (document);
    }
}

static void
test_plan_vectors (void)
{
  static const char svg[]
      = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 300'>"
        "<rect x='10' y='10' width='380' height='280' fill='none' stroke='#000'/>"
        "<text x='50' y='50'>Boiler</text></svg>";
  static const struct
  {
    const char *scale, *caption;
  } cases[] = { { "plan_scale_m=0.1", "1 : 250" },
                { "plan_x_m=0", "not to scale" },
                /* A quarter of it: the paper shows that alone, twice as large. */
                { "plan_scale_m=0.1|plan_right=200|plan_bottom=150", "1 : 125" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = begin_site ("name=S");
      g_autoptr (GBytes) plan = g_bytes_new_static (svg, strlen (svg));
      guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=B");
      g_autofree char *pairs = g_strdup_printf ("name=F|plan=plans/a.svg|%s", cases[i].scale);
      guint32 floor = add_floor (builder, building, pairs);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (GBytes) pdf = NULL;
      g_autofree char *text = NULL;
      PopplerDocument *document;
      gconstpointer data;
      gsize size;

      dect_snapshot_builder_add_blob (builder, "plans/a.svg", plan);
      add_rfp (builder, floor, 1, "number=7|name=R7");
      snapshot = dect_snapshot_builder_end (builder);
      pdf = write_pdf (snapshot, &basic);
      data = g_bytes_get_data (pdf, &size);
      g_assert_null (memmem (data, size, "/Subtype /Image", strlen ("/Subtype /Image")));
      document = open_pdf (snapshot, &basic);
      text = test_pdf_page_text (document, 0);
      assert_has (text, "Boiler");
      assert_has (text, cases[i].caption);
      g_object_unref (document);
    }
}

static void
test_labels (void)
{
  DectSnapshotBuilder *builder = begin_site ("name=S");
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_auto (GStrv) labels = NULL;

  test_site_add (builder, DECT_KIND_RFP, "number=4|name=R4");
  for (guint i = 0; i < 28; i++)
    test_site_add (builder, DECT_KIND_RFP, "name=none");
  snapshot = dect_snapshot_builder_end (builder);
  labels = dect_sheet_labels (snapshot);
  g_assert_cmpstr (labels[0], ==, "4");
  g_assert_cmpstr (labels[1], ==, "A");
  g_assert_cmpstr (labels[26], ==, "Z");
  g_assert_cmpstr (labels[27], ==, "AA");
  g_assert_cmpstr (labels[28], ==, "AB");
}

/* A wall of 10 m with a door at 2 to 3 m, a window at 5 to 7 m, and an opening that belongs to
 * another wall. */
static void
test_walls (void)
{
  static const struct
  {
    double from, to;
    gboolean window;
  } expected[] = { { 0, 2, FALSE }, { 3, 5, FALSE }, { 5, 7, TRUE }, { 7, 10, FALSE } };
  DectSnapshotBuilder *builder = begin_site ("name=S");
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=B");
  guint32 floor = add_floor (builder, building, "name=F");
  g_autofree char *wall
      = g_strdup_printf ("floor=#%u|x1_m=0|y1_m=4|x2_m=10|y2_m=4|material=brick", floor);
  g_autofree char *door
      = g_strdup_printf ("floor=#%u|x1_m=3|y1_m=4.1|x2_m=2|y2_m=4|kind=door", floor);
  g_autofree char *window
      = g_strdup_printf ("floor=#%u|x1_m=5|y1_m=4|x2_m=7|y2_m=4|kind=window", floor);
  g_autofree char *other
      = g_strdup_printf ("floor=#%u|x1_m=8|y1_m=6|x2_m=9|y2_m=6|kind=gap", floor);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GArray) pieces = NULL;

  test_site_add (builder, DECT_KIND_WALL, wall);
  test_site_add (builder, DECT_KIND_OPENING, window);
  test_site_add (builder, DECT_KIND_OPENING, door);
  test_site_add (builder, DECT_KIND_OPENING, other);
  snapshot = dect_snapshot_builder_end (builder);
  pieces = dect_map_collect_walls (snapshot, dect_snapshot_floor (snapshot, 0));

  g_assert_cmpuint (pieces->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < pieces->len; i++)
    {
      const DectMapPiece *piece = &g_array_index (pieces, DectMapPiece, i);

      g_assert_cmpfloat_with_epsilon (piece->from.x, expected[i].from, 1e-9);
      g_assert_cmpfloat_with_epsilon (piece->to.x, expected[i].to, 1e-9);
      g_assert_cmpint (piece->window, ==, expected[i].window);
    }
}

/* Notes of other floors, and those without words or a place, are none. */
static void
test_remarks (void)
{
  DectSnapshotBuilder *builder = begin_site ("name=S");
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=B");
  guint32 floor = add_floor (builder, building, "name=F");
  guint32 upper = add_floor (builder, building, "name=G|level=1");
  g_autofree char *note = g_strdup_printf ("floor=#%u|x_m=3|y_m=4|text=Gas pipe", floor);
  g_autofree char *empty = g_strdup_printf ("floor=#%u|x_m=3|y_m=4", floor);
  g_autofree char *nowhere = g_strdup_printf ("floor=#%u|text=Lost", floor);
  g_autofree char *other = g_strdup_printf ("floor=#%u|x_m=3|y_m=4|text=Upstairs", upper);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GArray) remarks = NULL;

  test_site_add (builder, DECT_KIND_REMARK, other);
  test_site_add (builder, DECT_KIND_REMARK, empty);
  test_site_add (builder, DECT_KIND_REMARK, nowhere);
  test_site_add (builder, DECT_KIND_REMARK, note);
  snapshot = dect_snapshot_builder_end (builder);
  remarks = dect_map_collect_remarks (snapshot, dect_snapshot_floor (snapshot, 0));

  g_assert_cmpuint (remarks->len, ==, 1);
  g_assert_cmpstr (g_array_index (remarks, DectMapRemark, 0).text, ==, "Gas pipe");
  g_assert_cmpfloat (g_array_index (remarks, DectMapRemark, 0).at.y, ==, 4);
}

/* Preview and printer use the same routine: a page is drawn on pixels too, and leaves the context
 * as it was. */
static void
test_preview (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectSheets) sheets = dect_sheets_new (snapshot, NULL, NULL, &basic, NULL, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 210 * 2, 297 * 2);
  cairo_t *cr = cairo_create (surface);
  cairo_matrix_t before, after;
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint n_dark = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, 2, 2);
  cairo_get_matrix (cr, &before);
  dect_sheets_draw_page (sheets, cr, 0);
  cairo_get_matrix (cr, &after);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int i = 0; i < cairo_image_surface_get_stride (surface) * 297 * 2; i += 4)
    n_dark += data[i] < 100;
  g_assert_cmpuint (n_dark, >, 1000);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/pdf/words", test_words);
  g_test_add_func ("/sheet/pdf/identical", test_identical);
  g_test_add_func ("/sheet/pdf/pages", test_pages);
  g_test_add_func ("/sheet/pdf/paper", test_paper);
  g_test_add_func ("/sheet/pdf/text", test_text);
  g_test_add_func ("/sheet/pdf/metadata", test_metadata);
  g_test_add_func ("/sheet/pdf/outline", test_outline);
  g_test_add_func ("/sheet/pdf/long-table", test_long_table);
  g_test_add_func ("/sheet/pdf/names", test_names);
  g_test_add_func ("/sheet/pdf/empty", test_empty);
  g_test_add_func ("/sheet/pdf/cancel", test_cancel);
  g_test_add_func ("/sheet/pdf/stream-fails", test_stream_fails);
  g_test_add_func ("/sheet/pdf/broken-plan", test_broken_plan);
  g_test_add_func ("/sheet/pdf/plan-vectors", test_plan_vectors);
  g_test_add_func ("/sheet/map/labels", test_labels);
  g_test_add_func ("/sheet/map/walls", test_walls);
  g_test_add_func ("/sheet/map/remarks", test_remarks);
  g_test_add_func ("/sheet/map/preview", test_preview);

  return g_test_run ();
}
