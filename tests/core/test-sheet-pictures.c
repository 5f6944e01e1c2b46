/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "chain/dect-chain.h"
#include "sheet/dect-sheet.h"
#include "support/test-pdf.h"
#include "support/test-site.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define WIDTH 48
#define HEIGHT 36

static GBytes *
make_picture (const char *format, guint32 colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, colour);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, format, &error, NULL));
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static void
add_blob (DectSnapshotBuilder *builder, const char *name, const char *format, guint32 colour)
{
  g_autoptr (GBytes) bytes = make_picture (format, colour);

  dect_snapshot_builder_add_blob (builder, name, bytes);
}

/* A floor with a plan image, two base stations with photos, one of them in a room of its own, and
 * one whose photo is gone. */
static DectSnapshot *
make_site (void)
{
  static const char *const photos[] = { "photos/a.jpg", "photos/b.jpg", "photos/gone.jpg" };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=House");
  g_autofree char *floor_pairs
      = g_strdup_printf ("building=#%u|name=Ground|plan=plans/a.png|plan_scale_m=1", building);
  guint32 floor = test_site_add (builder, DECT_KIND_FLOOR, floor_pairs);

  add_blob (builder, "plans/a.png", "png", 0xffeeccff);
  add_blob (builder, "photos/a.jpg", "jpeg", 0xff0000ff);
  add_blob (builder, "photos/b.jpg", "jpeg", 0x00ff00ff);
  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    {
      g_autofree char *pairs
          = g_strdup_printf ("number=%u|name=R%u|room=Room %u|floor=#%u|x_m=%u|y_m=10|photo=%s",
                             i + 1, i + 1, i + 1, floor, 10 + 10 * i, photos[i]);

      test_site_add (builder, DECT_KIND_RFP, pairs);
    }
  return dect_snapshot_builder_end (builder);
}

static GBytes *
write_pdf (DectSheetKinds kinds, guint scale)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  DectSheetOptions options = { .kinds = kinds, .scale = scale };

  return test_pdf_write (snapshot, links, chain, &options);
}

static guint
count (GBytes *bytes, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  guint n = 0;

  for (const char *at = data;
       (at = memmem (at, size - (gsize) (at - data), text, strlen (text))) != NULL;
       at += strlen (text))
    n++;
  return n;
}

/* Photos go into the PDF as the JPEGs they are; one that is gone leaves no hole. */
static void
test_photos (void)
{
  g_autoptr (GBytes) pdf = write_pdf (DECT_SHEET_PHOTOS, 0);

  g_assert_cmpuint (count (pdf, "/DCTDecode"), ==, 2);
  g_assert_cmpuint (count (pdf, "/Subtype /Image"), ==, 2);
}

/* However many pages show a plan image, the PDF holds it once. */
static void
test_once (void)
{
  g_autoptr (GBytes) one = write_pdf (DECT_SHEET_PLACEMENT, 0);
  g_autoptr (GBytes) many = write_pdf (DECT_SHEET_OVERVIEW | DECT_SHEET_PLACEMENT, 100);

  g_assert_cmpuint (count (one, "/Subtype /Image"), ==, 1);
  g_assert_cmpuint (count (many, "/Subtype /Image"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/pictures/photos", test_photos);
  g_test_add_func ("/sheet/pictures/once", test_once);

  return g_test_run ();
}
