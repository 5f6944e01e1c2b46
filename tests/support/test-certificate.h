/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * test_certificate_write:
 * @path: PEM file to write: a self-signed certificate and its key
 * @address: IPv4 address it is for, four octets; another one than 127.0.0.1 makes the wrong name
 * @expires_s: seconds from now at which it ends; negative = has ended
 *
 * Each call makes a new key.
 */
void test_certificate_write (const char   *path,
                             const guint8 *address,
                             gint64        expires_s);

G_END_DECLS
