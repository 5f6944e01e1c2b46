/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "plan/dect-photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

/* Noise, the worst there is for a JPEG, or one colour. */
static GBytes *
make_image (const char *type, gint width, gint height, gboolean noise)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  gsize n_bytes = (gsize) gdk_pixbuf_get_rowstride (pixbuf) * (height - 1) + (gsize) width * 3;
  guint32 state = 4711;
  gchar *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x2060A0FF);
  for (gsize i = 0; noise && i < n_bytes; i++)
    {
      state = state * 1664525 + 1013904223;
      pixels[i] = state >> 24;
    }
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, NULL, NULL));
  return g_bytes_new_take (data, size);
}

static void
test_bounds (void)
{
  static const struct
  {
    const char *type;
    gint width, height;
    gboolean noise;
    gint kept_width, kept_height; /* 0: only bounded */
  } cases[] = {
    { "jpeg", 800, 600, FALSE, 800, 600 },     { "png", 40, 30, TRUE, 40, 30 },
    { "jpeg", 3200, 2000, FALSE, 1600, 1000 }, { "png", 1000, 4000, FALSE, 400, 1600 },
    { "jpeg", 2400, 1800, TRUE, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes
          = make_image (cases[i].type, cases[i].width, cases[i].height, cases[i].noise);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) photo = dect_photo_new (bytes, NULL, &error);
      g_autoptr (DectPlan) plan = NULL;
      double width, height;

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (photo), <=, DECT_PHOTO_MAX_BYTES);
      plan = dect_plan_open (photo, &error);
      g_assert_no_error (error);
      g_assert_cmpint (dect_plan_get_format (plan), ==, DECT_PLAN_FORMAT_JPEG);
      dect_plan_get_size (plan, 0, &width, &height);
      g_assert_cmpfloat (MAX (width, height), <=, DECT_PHOTO_MAX_SIDE);
      if (cases[i].kept_width == 0)
        continue;
      g_assert_cmpfloat (width, ==, cases[i].kept_width);
      g_assert_cmpfloat (height, ==, cases[i].kept_height);
    }
}

/* The orientation is carried out, and nothing of what the camera noted stays. */
static void
test_upright (void)
{
  static const guint8 head[]
      = { 0xFF, 0xD8, 0xFF, 0xE1, 0,    34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0,
          8,    0,    1,    0x01, 0x12, 0,  3,   0,   0,   0,   1, 0, 6,   0,   0, 0,  0, 0, 0 };
  g_autoptr (GBytes) plain = make_image ("jpeg", 64, 32, FALSE);
  GByteArray *turned = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (plain, &size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) photo = NULL;
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  double width, height;

  g_byte_array_append (turned, head, sizeof head);
  g_byte_array_append (turned, data + 2, (guint) size - 2);
  bytes = g_byte_array_free_to_bytes (turned);
  photo = dect_photo_new (bytes, NULL, &error);
  g_assert_no_error (error);
  plan = dect_plan_open (photo, &error);
  g_assert_no_error (error);
  dect_plan_get_size (plan, 0, &width, &height);
  g_assert_cmpfloat (width, ==, 32);
  g_assert_cmpfloat (height, ==, 64);
  data = g_bytes_get_data (photo, &size);
  g_assert_null (memmem (data, size, "Exif", 4));
}

static void
assert_refused (GBytes *bytes, DectPlanError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) photo = dect_photo_new (bytes, NULL, &error);

  g_assert_null (photo);
  g_assert_error (error, DECT_PLAN_ERROR, (gint) code);
}

static void
test_refused (void)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>";
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("nonsense", 8);
  g_autoptr (GBytes) drawing = g_bytes_new_static (svg, strlen (svg));
  g_autoptr (GBytes) whole = make_image ("png", 40, 30, TRUE);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  assert_refused (nonsense, DECT_PLAN_ERROR_FORMAT);
  assert_refused (drawing, DECT_PLAN_ERROR_FORMAT);
  assert_refused (part, DECT_PLAN_ERROR_DAMAGED);
  g_cancellable_cancel (cancelled);
  g_assert_null (dect_photo_new (whole, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/photo/bounds", test_bounds);
  g_test_add_func ("/plan/photo/upright", test_upright);
  g_test_add_func ("/plan/photo/refused", test_refused);
  return g_test_run ();
}
