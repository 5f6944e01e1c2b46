/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Nothing on paper is cut off or lies on something else: every text of every page is watched while
 * it is drawn. */

#include "config.h"

#include "chain/dect-chain.h"
#include "model/dect-ipei.h"
#include "model/dect-locale.h"
#include "sheet/dect-sheet-private.h"
#include "support/test-site.h"

#include <math.h>
#include <string.h>

/* What a printer cannot reach. */
#define MARGIN_MM 6.0

/* Ink of neighbours may touch by less: a hair of an italic. */
#define TOUCH_MM 0.2

typedef struct
{
  DectSheetRect box;
  char *text;
} Text;

typedef struct
{
  GArray *texts;
  const char *where;
} Watch;

static void
clear_text (gpointer data)
{
  g_free (((Text *) data)->text);
}

static void
watch_cb (
    PangoLayout *layout, double x_mm, double y_mm, double width_mm, double height_mm, gpointer data)
{
  Watch *watch = data;
  Text text = { { x_mm, y_mm, width_mm, height_mm }, g_strdup (pango_layout_get_text (layout)) };

  if (pango_layout_is_ellipsized (layout))
    g_error ("%s: “%s” is cut off", watch->where, text.text);
  g_array_append_val (watch->texts, text);
}

static gboolean
overlap (const DectSheetRect *a, const DectSheetRect *b)
{
  return fmin (a->x_mm + a->width_mm, b->x_mm + b->width_mm) - fmax (a->x_mm, b->x_mm) > TOUCH_MM
         && fmin (a->y_mm + a->height_mm, b->y_mm + b->height_mm) - fmax (a->y_mm, b->y_mm)
                > TOUCH_MM;
}

static void
assert_texts (const DectSheets *sheets, guint page, GArray *texts, const char *where)
{
  double width_mm, height_mm;

  dect_sheets_get_paper (sheets, page, &width_mm, &height_mm);
  for (guint i = 0; i < texts->len; i++)
    {
      const Text *text = &g_array_index (texts, Text, i);
      const DectSheetRect *box = &text->box;

      if (box->x_mm < MARGIN_MM || box->y_mm < MARGIN_MM
          || box->x_mm + box->width_mm > width_mm - MARGIN_MM
          || box->y_mm + box->height_mm > height_mm - MARGIN_MM)
        g_error ("%s: “%s” leaves the paper: %.1f, %.1f, %.1f x %.1f mm", where, text->text,
                 box->x_mm, box->y_mm, box->width_mm, box->height_mm);
      for (guint k = i + 1; k < texts->len; k++)
        {
          const Text *other = &g_array_index (texts, Text, k);

          if (overlap (box, &other->box))
            g_error ("%s: “%s” lies on “%s” at %.1f, %.1f mm", where, text->text, other->text,
                     box->x_mm, box->y_mm);
        }
    }
}

static void
assert_blocks (const DectSheetPage *page, const char *where)
{
  const DectSheetRect *content = &page->content;

  for (guint i = 0; i < page->blocks->len; i++)
    {
      const DectSheetRect *box = &g_array_index (page->blocks, DectSheetBlock, i).box;

      if (box->x_mm < content->x_mm - 1e-6 || box->y_mm < content->y_mm - 1e-6
          || box->x_mm + box->width_mm > content->x_mm + content->width_mm + 1e-6
          || box->y_mm + box->height_mm > content->y_mm + content->height_mm + 1e-6)
        g_error ("%s: block %u leaves the page: %g, %g, %g x %g", where, i, box->x_mm, box->y_mm,
                 box->width_mm, box->height_mm);
      for (guint k = 0; k < i; k++)
        if (overlap (box, &g_array_index (page->blocks, DectSheetBlock, k).box))
          g_error ("%s: block %u lies on block %u", where, i, k);
    }
}

static void
assert_page (const DectSheets *sheets, guint page, const char *where)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (Text));
  Watch watch = { texts, where };

  g_array_set_clear_func (texts, clear_text);
  dect_text_watch (watch_cb, &watch);
  dect_sheets_draw_page (sheets, cr, page);
  dect_text_watch (NULL, NULL);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  assert_texts (sheets, page, texts, where);
  assert_blocks (g_ptr_array_index (sheets->pages, page), where);
}

static void
assert_sheets (DectSnapshot *snapshot, const char *name)
{
  static const char *const languages[] = { "en", "de" };
  static const guint scales[] = { 0, 100, 500 };
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);

  for (guint i = 0; i < 12; i++)
    {
      DectSheetOptions options = { .kinds = DECT_SHEET_ALL,
                                   .paper = i & 1 ? DECT_PAPER_LETTER : DECT_PAPER_A4,
                                   .landscape = (i & 2) != 0,
                                   .language = languages[(i ^ i >> 2) & 1],
                                   .scale = scales[i / 4],
                                   .measures = (DectSheetMeasures) (i % 3),
                                   .installer = "Kabelwerk Müller & Söhne GmbH & Co. KG" };
      g_autoptr (GError) error = NULL;
      g_autoptr (DectSheets) sheets
          = dect_sheets_new (snapshot, links, chain, &options, NULL, &error);

      g_assert_no_error (error);
      for (guint page = 0; page < dect_sheets_count_pages (sheets); page++)
        {
          g_autofree char *where = g_strdup_printf (
              "%s, %s, %s%s, 1:%u, page %u", name, options.language, i & 1 ? "letter" : "a4",
              i & 2 ? " across" : "", options.scale, page + 1);

          assert_page (sheets, page, where);
        }
    }
}

static void
add_box (DectSnapshotBuilder *builder, guint32 floor, double width_m, double height_m)
{
  const double corners[][2] = { { 0, 0 }, { width_m, 0 }, { width_m, height_m }, { 0, height_m } };

  for (guint i = 0; i < 4; i++)
    test_site_add_with (
        builder, DECT_KIND_WALL, "floor=#%u|x1_m=%g|y1_m=%g|x2_m=%g|y2_m=%g|material=brick-24",
        floor, corners[i][0], corners[i][1], corners[(i + 1) % 4][0], corners[(i + 1) % 4][1]);
}

/* Forty characters, the longest that a room may have in the field, and every script. */
static void
test_names (void)
{
  static const char *const names[] = {
    "Bartholomäus von Hohenstein-Ernstthal III",
    "Elektrizitätenhauptbetriebswerkbauleitung",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "Αίθουσα συσκέψεων τετάρτου ορόφου δεξιά",
    "غرفة الاجتماعات الكبرى في الطابق الرابع",
    "東京都千代田区丸の内一丁目会議室第三十二番地下鉄連絡通路東側入口前広場中央管理棟",
    "x",
  };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building, floor, lan_switch;
  g_autoptr (DectSnapshot) snapshot = NULL;

  test_site_add_with (
      builder, DECT_KIND_SITE,
      "name=A works whose name is as long as the upper right corner can hold|"
      "customer=The customer whose name goes on for longer than anybody would like to write it|"
      "notes=First note.\nSecond note, which is long enough to go over the end of the line at "
      "least "
      "once on every paper, whether it lies or stands, in whatever language.");
  building = test_site_add_with (builder, DECT_KIND_BUILDING,
                                 "name=Building of the general administration");
  floor = test_site_add_with (builder, DECT_KIND_FLOOR,
                              "building=#%u|name=The floor between ground and first", building);
  lan_switch = test_site_add_with (
      builder, DECT_KIND_SWITCH,
      "name=SWITCH-IN-THE-SECOND-BASEMENT-42|location=%s|riser=%s|ports=48", names[3], names[4]);
  add_box (builder, floor, 60, 40);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      test_site_add_with (
          builder, DECT_KIND_RFP,
          "number=%u|name=R%u|room=%s|floor=#%u|x_m=%g|y_m=%g|switch=#%u|port=%u|role=%s|mount_m=%"
          "g|"
          "target_ip=192.168.100.%u|azimuth_deg=90|model=45",
          1000 + i, i, names[i], floor, 5 + 8.0 * i, 5 + 5.0 * (i % 3), lan_switch, i + 1,
          i == 0   ? "master"
          : i == 1 ? "failover"
                   : "normal",
          2.5 + 0.3 * i, 100 + i);
      test_site_add_with (builder, DECT_KIND_HANDSET,
                          "name=%s|location=%s|additional_id=%s|number=%u|ipei=%05u%07u*", names[i],
                          names[i], names[i], i, 77, i);
    }
  test_site_add_with (builder, DECT_KIND_RFP, "name=nowhere|room=%s", names[1]);
  snapshot = dect_snapshot_builder_end (builder);
  assert_sheets (snapshot, "names");
}

static void
test_one (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = test_site_add_with (builder, DECT_KIND_BUILDING, "name=B");
  guint32 floor = test_site_add_with (builder, DECT_KIND_FLOOR, "building=#%u", building);
  g_autoptr (DectSnapshot) snapshot = NULL;

  test_site_add_with (builder, DECT_KIND_RFP, "name=R|floor=#%u|x_m=0|y_m=0", floor);
  snapshot = dect_snapshot_builder_end (builder);
  assert_sheets (snapshot, "one base station");
}

/* Three in one place, and more within arm's reach: their symbols stand beside each other. */
static void
test_crowd (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = test_site_add_with (builder, DECT_KIND_BUILDING, "name=B");
  guint32 floor = test_site_add_with (builder, DECT_KIND_FLOOR, "building=#%u|name=F", building);
  g_autoptr (DectSnapshot) snapshot = NULL;

  add_box (builder, floor, 120, 80);
  for (guint i = 0; i < 9; i++)
    test_site_add_with (builder, DECT_KIND_RFP,
                        "number=%u|name=R%u|floor=#%u|x_m=%g|y_m=40|role=%s", 100 + i, i, floor,
                        60 + (i < 3 ? 0 : 0.5 * i),
                        i == 0   ? "master"
                        : i == 5 ? "failover"
                                 : "normal");
  snapshot = dect_snapshot_builder_end (builder);
  assert_sheets (snapshot, "crowd");
}

/* A floor as full as the OMM allows for the whole system, and 2000 handsets. */
static void
test_many (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = test_site_add_with (builder, DECT_KIND_BUILDING, "name=Hall");
  guint32 floor
      = test_site_add_with (builder, DECT_KIND_FLOOR, "building=#%u|name=Floor", building);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSheets) sheets = NULL;
  DectSheetOptions options = { .kinds = DECT_SHEET_ALL, .language = "de" };

  add_box (builder, floor, 200, 140);
  for (guint i = 0; i < 120; i++)
    test_site_add_with (builder, DECT_KIND_RFP,
                        "number=%u|name=R%u|floor=#%u|x_m=%g|y_m=%g|mac=00:30:42:00:01:%02X", i + 1,
                        i + 1, floor, 8 + 15.0 * (i % 12), 7 + 13.0 * (i / 12), i);
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *ipei = dect_ipei_to_string (&(DectIpei){ 77, i + 1 });

      test_site_add_with (builder, DECT_KIND_HANDSET,
                          "number=%u|name=Person %u|ipei=%s|location=Ward %u", 4000 + i, i, ipei,
                          i % 40);
    }
  snapshot = dect_snapshot_builder_end (builder);
  {
    g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
    g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);

    sheets = dect_sheets_new (snapshot, links, chain, &options, NULL, NULL);
  }
  for (guint page = 0; page < dect_sheets_count_pages (sheets); page++)
    {
      g_autofree char *where = g_strdup_printf ("many, page %u", page + 1);

      assert_page (sheets, page, where);
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("HANDOVER_LOCALEDIR", PO_FOLDER, TRUE);
  dect_locale_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/boxes/names", test_names);
  g_test_add_func ("/sheet/boxes/one", test_one);
  g_test_add_func ("/sheet/boxes/crowd", test_crowd);
  g_test_add_func ("/sheet/boxes/many", test_many);

  return g_test_run ();
}
