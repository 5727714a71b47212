/** Stand-ins with the names of Spring's exceptions, which the library knows by name alone. */
package org.springframework.dao;
